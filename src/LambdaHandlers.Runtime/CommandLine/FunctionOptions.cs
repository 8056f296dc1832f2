using System.CommandLine;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>The options of every command about functions: where these are, and what to set over their files.</summary>
static class FunctionOptions
{
    static readonly Option<string?> Function = new("--function", "-n") { HelpName = "name", Description = "The function, when there are several." };
    static readonly Option<string> Project = new("--project", "-p") { HelpName = "path", Description = "Project folder or file.", DefaultValueFactory = _ => "." };
    static readonly Option<string?> Folder = new("--dir", "-d") { HelpName = "folder", Description = "A published folder instead of a project." };
    static readonly Option<string?> Template = new("--template", "-t") { HelpName = "file", Description = "SAM or CloudFormation template; found by its usual name otherwise." };
    static readonly Option<string?> Handler = new("--handler") { HelpName = "handler", Description = "ASSEMBLY::TYPE::METHOD, or the name of an executable assembly." };
    static readonly Option<string[]> Command = new("--command") { HelpName = "command", Description = "Start this instead of .NET: any program that speaks the Runtime API.", AllowMultipleArgumentsPerToken = true };

    /// <summary>An option that goes over what files say, and what it sets.</summary>
    sealed record Override(Option Option, Func<FunctionConfiguration, ParseResult, FunctionConfiguration> Set)
    {
        public static Override Of<T>(Option<T> option, Func<FunctionConfiguration, T, FunctionConfiguration> set) => new(option, (function, line) => set(function, line.GetValue(option)!));
    }

    static readonly Override[] Overrides =
    [
        Override.Of(new NumberOption<int>("--timeout", FunctionLimits.Timeout, "Seconds, 1 to 900."), (function, seconds) => function with { Timeout = TimeSpan.FromSeconds(seconds) }),
        Override.Of(new NumberOption<int>("--memory", FunctionLimits.Memory, "Megabytes, 128 to 10240."), (function, megabytes) => function with { MemorySize = megabytes }),
        Override.Of(new NumberOption<int>("--max-env", (1, 1000), "Environments at most; 20 otherwise."), (function, most) => function with { MaxEnvironments = most }),
        Override.Of(new NumberOption<int>("--env-concurrency", (1, 1600), "Invocations inside one environment at a time, as on Managed Instances."), (function, slots) => function with { EnvironmentConcurrency = slots }),
        Override.Of(new NumberOption<double>("--idle", (0.1, 86_400), "Seconds until an idle environment is recycled; 600 otherwise."), (function, seconds) => function with { Idle = TimeSpan.FromSeconds(seconds) }),
        Override.Of(new NumberOption<int>("--duplicate", (0, 100), "Deliver every asynchronous event so many times more."), (function, times) => function with { Duplicates = times }),
        Override.Of(new Option<bool>("--no-freeze") { Description = "Let the process run on between invocations." }, (function, isOn) => function with { Freeze = !isOn }),
        Override.Of(new Option<bool>("--wait-debugger") { Description = "Wait for a debugger; no timeout and no freezing." }, (function, isOn) => function with { WaitForDebugger = isOn }),
        Override.Of(new Option<string>("--ric") { HelpName = "path", Description = "Folder of AWS's Amazon.Lambda.RuntimeSupport, to run it instead of the bootstrap." }, WithRuntimeClient),
        Override.Of(new Option<string[]>("--env", "-v") { HelpName = "NAME=VALUE", Description = "An environment variable; as often as needed." }, WithVariables),
    ];

    public static IEnumerable<Option> All => [Function, Project, Folder, Template, Handler, Command, .. Overrides.Select(each => each.Option)];

    public static DeploymentSource Source(ParseResult line) => new(line.GetValue(Project)!, line.GetValue(Folder), line.GetValue(Template), line.GetValue(Function), line.GetValue(Handler));

    /// <summary>The functions that a command line names, built and as its options want them.</summary>
    public static async Task<IReadOnlyList<FunctionConfiguration>> ReadAsync(ParseResult line, Action<string> progress, CancellationToken cancelled)
    {
        var source = Source(line);
        var functions = line.GetValue(Command) is { Length: > 0 } command
            ? [new FunctionConfiguration { Name = source.Function ?? "function", Handler = source.Handler ?? "index.handler", TaskRoot = Path.GetFullPath(source.Root), Command = command }]
            : await new Deployment(source, progress, cancelled).ReadAsync();
        var given = Overrides.Where(each => line.GetResult(each.Option) is { Implicit: false });
        return [.. functions.Select(function => given.Aggregate(function, (changed, each) => each.Set(changed, line)))];
    }

    static FunctionConfiguration WithRuntimeClient(FunctionConfiguration function, string place) =>
        Path.Exists(place) ? function with { RuntimeClient = place } : throw new ConfigurationException($"There is no '{place}'.");

    static FunctionConfiguration WithVariables(FunctionConfiguration function, string[] pairs)
    {
        var variables = new Dictionary<string, string>(function.Environment);
        foreach (var pair in pairs)
            if (pair.Split('=', 2) is [var name, var value]) variables[name] = value;
            else throw new ConfigurationException($"'{pair}' is not NAME=VALUE.");
        return FunctionLimits.ProblemOf(variables) is { } problem ? throw new ConfigurationException(problem) : function with { Environment = variables };
    }
}
