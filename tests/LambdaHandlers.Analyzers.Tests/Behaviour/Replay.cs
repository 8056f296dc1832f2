using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>Runs a compiled handler as Lambda does, event by event in one environment, and writes down all that can be seen from outside.</summary>
static class Replay
{
    // In the program's own compilation it stands before the runtime's: Create hands the delegate over instead of asking for events.
    const string CapturingBootstrap = """
        namespace Amazon.Lambda.RuntimeSupport
        {
            public sealed class LambdaBootstrapBuilder
            {
                public static global::System.Delegate? Handler;
                static LambdaBootstrapBuilder Of(global::System.Delegate handler) { Handler = handler; return new(); }
                public static LambdaBootstrapBuilder Create<TIn, TOut>(global::System.Func<TIn, global::Amazon.Lambda.Core.ILambdaContext, TOut> handler, global::Amazon.Lambda.Core.ILambdaSerializer serializer) => Of(handler);
                public static LambdaBootstrapBuilder Create<TIn, TOut>(global::System.Func<TIn, global::Amazon.Lambda.Core.ILambdaContext, global::System.Threading.Tasks.Task<TOut>> handler, global::Amazon.Lambda.Core.ILambdaSerializer serializer) => Of(handler);
                public LambdaBootstrapBuilder Build() => this;
                public global::System.Threading.Tasks.Task RunAsync() => new global::System.Threading.Tasks.TaskCompletionSource().Task;
            }
        }
        """;

    /// <summary>Everything that the handler answers, throws, logs and asks of others, for all its events.</summary>
    public static async Task<string> Of(Compilation compilation, AnalyzerOptions options, RealisticHandler handler)
    {
        var handlers = LambdaProject.Of(compilation, options)!.Handlers(TestContext.Current.CancellationToken).Select(each => each.Method).ToList();
        if (handler.IsProgram)
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(CapturingBootstrap, (CSharpParseOptions)compilation.SyntaxTrees.First().Options));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var context = new AssemblyLoadContext(handler.Name, isCollectible: true);
        World.Install();
        using var web = new World.Web();
        Environment.SetEnvironmentVariable("RATES_URL", web.Url);
        try
        {
            var assembly = context.LoadFromStream(image);
            // One environment: the object is made once.
            var environment = handler.IsProgram ? Captured(assembly) : null;
            var objects = new Dictionary<Type, object?>();
            var transcript = new StringBuilder();
            for (var number = 0; number < handler.Invocations.Count; number++)
            {
                var invocation = handler.Invocations[number];
                var world = new World(invocation, number);
                (web.World, web.Invocation) = (world, invocation);
                transcript.Append("== ").AppendLine(invocation.What);
                var outcome = await Task.Run(async () =>
                {
                    world.Enter();
                    if (environment is not null) return await Invoke(environment.Method, environment.Target, invocation, world);
                    var symbol = handlers.Single(each => invocation.Method is null || each.Name == invocation.Method);
                    var type = assembly.GetType(MetadataName(symbol.ContainingType), throwOnError: true)!;
                    var method = type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Single(each => each.Name == symbol.Name);
                    if (!method.IsStatic && !objects.ContainsKey(type)) objects[type] = Created(type, assembly);
                    return await Invoke(method, method.IsStatic ? null : objects[type], invocation, world);
                }, TestContext.Current.CancellationToken);
                foreach (var line in world.Lines) transcript.AppendLine(line);
                transcript.AppendLine(outcome);
            }
            return transcript.ToString();
        }
        finally { context.Unload(); }
    }

    static Delegate Captured(Assembly assembly)
    {
        var main = assembly.EntryPoint!.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).First(method => method.ReturnType == typeof(Task) && method.Name.Contains("Main", StringComparison.Ordinal));
        // It waits for events for ever; the handler is known by then.
        if (main.Invoke(null, [Array.Empty<string>()]) is Task { IsFaulted: true } ended) ended.GetAwaiter().GetResult();
        return (Delegate)assembly.GetType("Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder")!.GetField("Handler")!.GetValue(null)!;
    }

    static object? Created(Type type, Assembly assembly)
    {
        if (type.GetConstructor(Type.EmptyTypes) is not null) return Activator.CreateInstance(type);
        // What the generator of Annotations does with a startup class.
        var services = new ServiceCollection();
        var startup = assembly.GetTypes().Single(each => each.Name == "Startup");
        startup.GetMethod("ConfigureServices")!.Invoke(Activator.CreateInstance(startup), [services]);
        return ActivatorUtilities.CreateInstance(services.BuildServiceProvider(), type);
    }

    static async Task<string> Invoke(MethodInfo method, object? target, Invocation invocation, World world)
    {
        try
        {
            var parameters = method.GetParameters();
            var inputs = parameters.Where(parameter => parameter.ParameterType != typeof(ILambdaContext)).ToList();
            var arguments = parameters.Select(parameter => parameter.ParameterType == typeof(ILambdaContext) ? world : Read(parameter, inputs.Count > 1 || IsBound(parameter), invocation)).ToArray();
            object? result;
            try { result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null); }
            catch (TargetInvocationException wrapped) { throw wrapped.InnerException!; }
            if (result is Task task)
            {
                await task;
                result = task.GetType().GetProperty("Result") is { } property && property.PropertyType.Name != "VoidTaskResult" ? property.GetValue(task) : null;
            }
            return "answer " + Serialized(result);
        }
        catch (Exception failure)
        {
            return $"failure {failure.GetType()}: {failure.Message}{(failure.InnerException is { } inner ? $" ({inner.GetType()}: {inner.Message})" : "")}";
        }
    }

    static bool IsBound(ParameterInfo parameter) => parameter.GetCustomAttributes().Any(attribute => attribute.GetType().Name.StartsWith("From", StringComparison.Ordinal));

    static object? Read(ParameterInfo parameter, bool byName, Invocation invocation)
    {
        var json = byName ? JsonNode.Parse(invocation.Event)![parameter.Name!]?.ToJsonString() ?? "null" : invocation.Event;
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        if (parameter.ParameterType == typeof(Stream)) return stream;
        return typeof(DefaultLambdaJsonSerializer).GetMethod("Deserialize")!.MakeGenericMethod(parameter.ParameterType).Invoke(new DefaultLambdaJsonSerializer(), BindingFlags.DoNotWrapExceptions, null, [stream], null);
    }

    static string Serialized(object? result)
    {
        var stream = new MemoryStream();
        switch (result)
        {
            case null: return "-";
            case IHttpResult http: http.Serialize(new HttpResultSerializationOptions { Serializer = new DefaultLambdaJsonSerializer() }).CopyTo(stream); break;
            case Stream raw: raw.CopyTo(stream); break;
            default: new DefaultLambdaJsonSerializer().Serialize(result, stream); break;
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
