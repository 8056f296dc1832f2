using System.CommandLine;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>The options that every command with a function has: where it is, and what to set over its files.</summary>
sealed class FunctionOptions
{
    readonly Option<string> _project = new("--project", "-p") { Description = "Project folder or file.", DefaultValueFactory = _ => "." };
    readonly Option<string?> _folder = new("--dir", "-d") { Description = "A published folder instead of a project." };
    readonly Option<string?> _template = new("--template", "-t") { Description = "SAM or CloudFormation template; found by its usual name otherwise." };
    readonly Option<string?> _handler = new("--handler") { Description = "ASSEMBLY::TYPE::METHOD, or the name of an executable assembly." };
    readonly Option<string[]> _command = new("--command") { Description = "Start this instead of .NET: any program that speaks the Runtime API.", AllowMultipleArgumentsPerToken = true };
    readonly Option<string?> _ric = new("--ric") { Description = "Folder of AWS's Amazon.Lambda.RuntimeSupport, to run it instead of the bootstrap." };
    readonly Option<int?> _timeout = new("--timeout") { Description = "Seconds, 1 to 900." };
    readonly Option<int?> _memory = new("--memory") { Description = "Megabytes, 128 to 10240." };
    readonly Option<int?> _maxEnvironments = new("--max-env") { Description = "Environments at most; 20 otherwise." };
    readonly Option<int?> _concurrency = new("--env-concurrency") { Description = "Invocations inside one environment at a time, as on Managed Instances." };
    readonly Option<double?> _idle = new("--idle") { Description = "Seconds until an idle environment is recycled; 600 otherwise." };
    readonly Option<bool> _noFreeze = new("--no-freeze") { Description = "Let the process run on between invocations." };
    readonly Option<int> _duplicate = new("--duplicate") { Description = "Deliver every asynchronous event so many times more." };
    readonly Option<bool> _wait = new("--wait-debugger") { Description = "Wait for a debugger; no timeout and no freezing." };
    readonly Option<string[]> _variables = new("--env", "-v") { Description = "NAME=VALUE, as often as needed." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _project, _folder, _template, _handler, _command, _ric, _timeout, _memory, _maxEnvironments, _concurrency, _idle, _noFreeze, _duplicate, _wait, _variables })
            command.Options.Add(option);
    }

    public async Task<IReadOnlyList<FunctionConfiguration>> ReadAsync(ParseResult line, string? function, Action<string> progress, CancellationToken cancelled)
    {
        var source = new DeploymentSource(line.GetValue(_project)!, line.GetValue(_folder), line.GetValue(_template), function, line.GetValue(_handler));
        if (line.GetValue(_command) is { Length: > 0 } command)
            return [Overridden(new FunctionConfiguration { Name = function ?? "function", Handler = source.Handler ?? "index.handler", TaskRoot = Path.GetFullPath(source.Folder ?? source.Project), Command = command }, line)];
        var functions = await Deployment.ReadAsync(source, progress, cancelled).ConfigureAwait(false);
        return [.. functions.Select(configuration => Overridden(configuration, line))];
    }

    FunctionConfiguration Overridden(FunctionConfiguration function, ParseResult line)
    {
        var variables = new Dictionary<string, string>(function.Environment);
        foreach (var pair in line.GetValue(_variables) ?? [])
        {
            if (pair.Split('=', 2) is not [var name, var value]) throw new ProjectException($"'{pair}' is not NAME=VALUE.");
            variables[name] = value;
        }
        if (FunctionLimits.ProblemOf(variables) is { } problem) throw new ProjectException(problem);
        return function with
        {
            Environment = variables,
            Timeout = Limited(_timeout, FunctionLimits.Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : function.Timeout,
            MemorySize = Limited(_memory, FunctionLimits.Memory) ?? function.MemorySize,
            MaxEnvironments = Limited(_maxEnvironments, (1, 1000)) ?? function.MaxEnvironments,
            EnvironmentConcurrency = Limited(_concurrency, (1, 1600)) ?? function.EnvironmentConcurrency,
            Idle = line.GetValue(_idle) is { } idle and > 0 ? TimeSpan.FromSeconds(idle) : function.Idle,
            Freeze = !line.GetValue(_noFreeze),
            Duplicates = line.GetValue(_duplicate),
            WaitForDebugger = line.GetValue(_wait),
            RuntimeClient = line.GetValue(_ric),
        };

        int? Limited(Option<int?> option, (int Least, int Most) limits) => line.GetValue(option) switch
        {
            null => null,
            { } value when value >= limits.Least && value <= limits.Most => value,
            { } value => throw new ProjectException($"{option.Name} must be {limits.Least} to {limits.Most}, not {value}."),
        };
    }
}
