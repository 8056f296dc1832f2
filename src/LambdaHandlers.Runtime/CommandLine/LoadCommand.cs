using System.CommandLine;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Is the handler accepted? Without sending an event.</summary>
static class LoadCommand
{
    public static Command Create() => new FunctionCommand("load", "Starts the function without an event: the handler is found, accepted and constructed, or Lambda's message says why not.", RunAsync);

    static async Task<ExitCode> RunAsync(Request request)
    {
        await using var host = await LambdaHost.StartAsync(request.Functions);
        var problems = new Dictionary<string, string?>();
        foreach (var target in host.Functions)
        {
            var function = target.Configuration;
            var problem = problems[function.Name] = await Screen.While($"Starting {function.Name}", _ => ProblemOfAsync(target, request.Cancelled));
            if (!request.IsJson) Screen.Line(problem is null ? $"{$"{function.Name} loads".In(Ink.Green)}  {function.Handler}" : $"{function.Name}: {problem}".In(Ink.Red));
        }
        if (request.IsJson) Screen.Json(problems);
        return problems.Values.All(problem => problem is null) ? ExitCode.Fine : ExitCode.NotLoaded;
    }

    /// <summary>What the runtime client reported; if it could not, how the process ended and what it had written until then.</summary>
    static async Task<string?> ProblemOfAsync(Function target, CancellationToken cancelled)
    {
        if (await target.LoadAsync().WaitAsync(cancelled) is not { } problem) return null;
        return Json.Parse(problem) is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("errorType", out var type) && error.TryGetProperty("errorMessage", out var message)
            ? $"{type}: {message}"
            : string.Join('\n', target.Log.Skip(1).Select(line => line.Text).Append(problem));
    }
}
