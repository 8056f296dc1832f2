using System.CommandLine;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>What a command about functions is asked to do; the functions are read and built.</summary>
sealed record Request(ParseResult Line, IReadOnlyList<FunctionConfiguration> Functions, CancellationToken Cancelled)
{
    public bool IsJson => Line.GetValue(SharedOptions.Json);

    public FunctionConfiguration OnlyFunction =>
        Functions is [var only] ? only : throw new ConfigurationException($"Name one of the functions with --function: {string.Join(", ", Functions.Select(each => each.Name))}.");
}

/// <summary>A command about functions: its own options, and those that say which functions.</summary>
sealed class FunctionCommand : Command
{
    public FunctionCommand(string name, string description, Func<Request, Task<ExitCode>> run, params IEnumerable<Option> own) : base(name, description)
    {
        foreach (var option in own.Append(SharedOptions.Json).Concat(FunctionOptions.All)) Add(option);
        SetAction(async (line, cancelled) => (int)await run(new(line, await FunctionOptions.ReadAsync(line, Screen.Progress, cancelled), cancelled)));
    }
}
