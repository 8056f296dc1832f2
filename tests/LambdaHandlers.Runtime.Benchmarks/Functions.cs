using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace LambdaHandlers.Runtime.Benchmarks;

/// <summary>The function that is measured, in both models.</summary>
public class Echo
{
    /// <summary>As a class library, under our bootstrap.</summary>
    public Message Handle(Message message, ILambdaContext context) => message;

    /// <summary>As a program of its own, with a runtime client that is built like Amazon's: HttpClient, tasks, one request after another.</summary>
    public static Task RunAsync() => LambdaBootstrapBuilder.Create<Message, Message>(new Echo().Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();
}

/// <summary>12 bytes of JSON.</summary>
public sealed record Message(string Hi);
