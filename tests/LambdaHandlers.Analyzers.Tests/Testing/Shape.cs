using System.Collections;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>One way to write a handler. A body that a rule reports in one must be reported in all.</summary>
/// <param name="Name">What a test's name shows.</param>
/// <param name="Source">The source around <c>BODY</c>, which sees <c>string input</c> and <c>ILambdaContext context</c>, and <c>MEMBERS</c>, which are static.</param>
public sealed record Shape(string Name, string Source)
{
    public bool IsExecutable { get; init; }
    public string? HandledBy { get; init; }

    /// <summary>The body of an async method without a result, in this shape.</summary>
    internal Subject With(string body, string members = "", string usings = "")
    {
        var subject = Subject.Of(usings + "\n" + Source.Replace("BODY", body, StringComparison.Ordinal).Replace("MEMBERS", members, StringComparison.Ordinal));
        if (IsExecutable) subject = subject.Executable();
        return HandledBy is null ? subject : subject.HandledBy(HandledBy);
    }

    public override string ToString() => Name;

    public static readonly Shape ClassLibrary = new("class library, by shape",
        """
        public class Orders
        {
            public async Task Handle(string input, ILambdaContext context)
            {
                BODY
            }
            MEMBERS
        }
        """);

    public static readonly Shape BootstrapLambda = new("bootstrap lambda in top-level statements",
        """
        using Amazon.Lambda.RuntimeSupport;
        var handler = async (string input, ILambdaContext context) =>
        {
            BODY
        };
        await LambdaBootstrapBuilder.Create<string>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        public partial class Program { MEMBERS }
        """) { IsExecutable = true };

    public static readonly IReadOnlyList<Shape> All =
    [
        ClassLibrary,
        new("class library, named in settings", ClassLibrary.Source) { HandledBy = "Orders::Handle" },
        new("class library, serializer on the method",
            """
            public static class Orders
            {
                [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
                public static async Task Handle(string input, ILambdaContext context)
                {
                    BODY
                }
                MEMBERS
            }
            """),
        new("inherited from a generic base class",
            """
            public class Orders : Base<string> { }
            public abstract class Base<T>
            {
                public async Task Handle(T input, ILambdaContext context)
                {
                    BODY
                }
                MEMBERS
            }
            """) { HandledBy = "Orders::Handle" },
        new("Annotations",
            """
            using Amazon.Lambda.Annotations;
            public class Orders
            {
                [LambdaFunction]
                public async Task Handle(string input, ILambdaContext context)
                {
                    BODY
                }
                MEMBERS
            }
            """),
        BootstrapLambda,
        new("bootstrap local function in top-level statements",
            """
            using Amazon.Lambda.RuntimeSupport;
            await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();
            async Task Handle(string input, ILambdaContext context)
            {
                BODY
            }
            public partial class Program { MEMBERS }
            """) { IsExecutable = true },
        new("bootstrap method group in Main",
            """
            using Amazon.Lambda.RuntimeSupport;
            public static class Orders
            {
                static async Task Main()
                {
                    Func<string, ILambdaContext, Task> handler = Handle;
                    using var wrapper = HandlerWrapper.GetHandlerWrapper(handler, new DefaultLambdaJsonSerializer());
                    using var bootstrap = new LambdaBootstrap(wrapper);
                    await bootstrap.RunAsync();
                }
                static async Task Handle(string input, ILambdaContext context)
                {
                    BODY
                }
                MEMBERS
            }
            """) { IsExecutable = true },
        new("bootstrap delegate held in a field",
            """
            using Amazon.Lambda.RuntimeSupport;
            public static class Orders
            {
                static readonly Func<string, ILambdaContext, Task> Handler = async (input, context) =>
                {
                    BODY
                };
                static async Task Main() => await LambdaBootstrapBuilder.Create(Handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
                MEMBERS
            }
            """) { IsExecutable = true },
        new("ASP.NET Core endpoint",
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAWSLambdaHosting(LambdaEventSource.HttpApi);
            var app = builder.Build();
            app.MapPost("/orders", async (string input, ILambdaContext context) =>
            {
                BODY
            });
            app.Run();
            public partial class Program { MEMBERS }
            """) { IsExecutable = true },
        new("ASP.NET Core controller",
            """
            using Microsoft.AspNetCore.Mvc;
            public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }
            public class OrdersController : ControllerBase
            {
                [HttpPost]
                public async Task Post(string input, [FromServices] ILambdaContext context)
                {
                    BODY
                }
                MEMBERS
            }
            """),
    ];
}

/// <summary>Every way to write a handler, as the data of a theory.</summary>
public sealed class EveryShape : IEnumerable<TheoryDataRow<Shape>>
{
    public IEnumerator<TheoryDataRow<Shape>> GetEnumerator() => Shape.All.Select(shape => new TheoryDataRow<Shape>(shape)).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
