using System.Reflection;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.TestUtilities;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>A subject that is compiled and run, and the log lines that the runtime makes of what it says.</summary>
static class Executed
{
    static readonly AsyncLocal<List<string>> Lines = new();
    static readonly Type RuntimeLog = typeof(LambdaBootstrap).Assembly.GetType("Amazon.Lambda.RuntimeSupport.RuntimeLog")!;

    // LambdaLogger is the process's; what a test hears of it is the test's own.
    static Executed() => typeof(LambdaLogger).GetMethod("Use", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [new Recorder()]);

    /// <summary>Runs a statement that sees the subject's types and a <c>context</c>; an exception ends it, as it would end an invocation.</summary>
    /// <returns>Each line as <c>Level: message | placeholder=value | errorType=…</c>.</returns>
    public static async Task<IReadOnlyList<string>> LinesOf(Subject subject, string statement)
    {
        var compilation = subject.And("public static class Entry { public static async Task Run(ILambdaContext context) { await Task.Yield(); " + statement + " } }", "Entry.cs").Compile().Compilation.WithAssemblyName("Run" + Guid.NewGuid().ToString("N"));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error)));
        Lines.Value = [];
        var run = Assembly.Load(image.ToArray()).GetType("Entry")!.GetMethod("Run")!.CreateDelegate<Func<ILambdaContext, Task>>();
        await Record.ExceptionAsync(() => run(new TestLambdaContext { Logger = new Recorder(), FunctionName = "shop" }));
        return Lines.Value;
    }

    sealed class Recorder : ILambdaLogger
    {
        public void Log(string message) => LogLine(message);
        public void LogLine(string message) => Log("Information", message);
        public void Log(string level, string message) => Log(level, null!, message, []);
        public void Log(string level, string message, params object[] args) => Log(level, null!, message, args);
        public void Log(string level, Exception exception, string message, params object[] args) => Lines.Value?.Add(Shown((string)Call("AsJson", "", Call("LevelOf", level), exception, Call("Filled", message, args), Call("Values", message, args))));

        static object Call(string method, params object[] arguments) => RuntimeLog.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, arguments)!;
    }

    static string Shown(string json)
    {
        var line = JsonDocument.Parse(json).RootElement;
        return $"{line.GetProperty("level")}: {line.GetProperty("message")}" + string.Concat(line.EnumerateObject()
            .Where(property => property.Name is not ("timestamp" or "level" or "requestId" or "traceId" or "message" or "errorMessage" or "stackTrace")).Select(property => $" | {property.Name}={property.Value}"));
    }
}
