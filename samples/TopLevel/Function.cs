using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

// Before RunAsync: once for each environment. Inside the handler: for every event.
var greeting = Environment.GetEnvironmentVariable("GREETING") ?? "Hello";

var handler = (string name, ILambdaContext context) =>
{
    context.Logger.LogInformation("greeting {Name}", name);
    return $"{greeting} {name}!";
};

await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
