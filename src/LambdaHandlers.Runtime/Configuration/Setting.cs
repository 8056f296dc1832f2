using System.Globalization;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>A setting of a function: its path in a template, its key in the settings of AWS's dotnet lambda tool, and what it changes.</summary>
sealed record Setting(string Path, string? Key, Func<FunctionConfiguration, string, Node, FunctionConfiguration> Set)
{
    static readonly Setting[] All =
    [
        Text("FunctionName", "function-name", (function, name) => function with { Name = name }),
        Handler("ImageConfig.Command", "image-command"),
        Handler("Handler", "function-handler"),
        Text("Runtime", "function-runtime", (function, runtime) => runtime.StartsWith("dotnet", StringComparison.Ordinal) ? function with { Runtime = runtime } : function),
        Choice("Architectures", "function-architecture", ["x86_64", "arm64"], (function, architecture) => function with { Architecture = architecture }),
        Number("Timeout", "function-timeout", FunctionLimits.Timeout, (function, seconds) => function with { Timeout = TimeSpan.FromSeconds(seconds) }),
        Number("MemorySize", "function-memory-size", FunctionLimits.Memory, (function, megabytes) => function with { MemorySize = megabytes }),
        Number("EphemeralStorage.Size", "ephemerals-storage-size", FunctionLimits.Storage, (function, megabytes) => function with { EphemeralStorage = megabytes }),
        Number("ReservedConcurrentExecutions", null, (0, 100_000), (function, most) => function with { ReservedConcurrency = most }),
        Choice("LoggingConfig.LogFormat", "log-format", ["Text", "JSON"], (function, format) => function with { LogFormat = format }),
        Choice("LoggingConfig.ApplicationLogLevel", null, ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"], (function, level) => function with { LogLevel = level }),
        Number("EventInvokeConfig.MaximumRetryAttempts", null, FunctionLimits.Retries, (function, times) => function with { MaximumRetryAttempts = times }),
        Number("EventInvokeConfig.MaximumEventAgeInSeconds", null, FunctionLimits.EventAge, (function, seconds) => function with { MaximumEventAge = TimeSpan.FromSeconds(seconds) }),
        Text("EventInvokeConfig.DestinationConfig.OnSuccess.Destination", null, (function, arn) => function with { OnSuccess = arn }),
        Text("EventInvokeConfig.DestinationConfig.OnFailure.Destination", null, (function, arn) => function with { OnFailure = arn }),
        Text("DeadLetterQueue.TargetArn", null, (function, arn) => function with { DeadLetterQueue = arn }),
        Text("DeadLetterConfig.TargetArn", "dead-letter-target-arn", (function, arn) => function with { DeadLetterQueue = arn }),
        Choice("RecursiveLoop", null, ["Allow", "Terminate"], (function, whether) => function with { AllowRecursion = whether == "Allow" }),
        Text("AutoPublishAlias", null, (function, alias) => function with { Alias = alias }),
    ];

    /// <summary>The function with all that a file says. What the file leaves open, or what can't be known here, stays at Lambda's default.</summary>
    public static FunctionConfiguration Apply(FunctionConfiguration function, Func<Setting, string?> nameOf, Func<string, Node?> valueOf) => All.Aggregate(function, (changed, setting) =>
        nameOf(setting) is { } name && valueOf(name) is { Scalar.Length: > 0 } value ? setting.Set(changed, name, value) : changed);

    static Setting Text(string path, string? key, Func<FunctionConfiguration, string, FunctionConfiguration> set) => new(path, key, (function, _, value) => set(function, value.Scalar!));

    static Setting Handler(string path, string key) => new(path, key, (function, _, value) =>
        FunctionLimits.ProblemOf(value.Scalar!) is { } problem ? throw value.Problem(problem) : function with { Handler = value.Scalar! });

    static Setting Choice(string path, string? key, string[] choices, Func<FunctionConfiguration, string, FunctionConfiguration> set) => new(path, key, (function, name, value) =>
        choices.Contains(value.Scalar) ? set(function, value.Scalar!) : throw value.Problem($"{name} must be {string.Join(" or ", choices)}, not '{value.Scalar}'."));

    static Setting Number(string path, string? key, (int Least, int Most) limits, Func<FunctionConfiguration, int, FunctionConfiguration> set) => new(path, key, (function, name, value) =>
        int.TryParse(value.Scalar, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= limits.Least && number <= limits.Most
            ? set(function, number)
            : throw value.Problem($"{name} must be {limits.Least} to {limits.Most}, not '{value.Scalar}'."));
}
