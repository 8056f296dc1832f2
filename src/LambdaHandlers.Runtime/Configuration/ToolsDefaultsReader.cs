namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Reads aws-lambda-tools-defaults.json, the settings of AWS's dotnet lambda tool.</summary>
static class ToolsDefaultsReader
{
    public const string Name = "aws-lambda-tools-defaults.json";

    /// <summary>The settings, or null when the file names no handler.</summary>
    public static FunctionConfiguration? Read(string file)
    {
        var json = Node.Read(file);
        if ((json["function-handler"]?.Scalar ?? json["image-command"]?.Scalar) is not { Length: > 0 } handler) return null;
        if (FunctionLimits.ProblemOf(handler) is { } wrong) throw (json["function-handler"] ?? json).Problem(wrong);
        var variables = Variables(json["environment-variables"]?.Scalar ?? "");
        if (FunctionLimits.ProblemOf(variables) is { } problem) throw json["environment-variables"]!.Problem(problem);
        int Number(string key, int otherwise, (int Least, int Most) limits) => json[key] is { Scalar: not null } node ? node.Number(key, limits.Least, limits.Most) : otherwise;
        return new FunctionConfiguration
        {
            Name = json["function-name"]?.Scalar is { Length: > 0 } name ? name : handler.Split("::")[0].Trim(),
            Handler = handler,
            TaskRoot = "",
            Runtime = json["function-runtime"]?.Scalar is { } runtime && runtime.StartsWith("dotnet", StringComparison.Ordinal) ? runtime : "dotnet10",
            Architecture = json["function-architecture"]?.Scalar ?? "x86_64",
            Timeout = TimeSpan.FromSeconds(Number("function-timeout", 3, FunctionLimits.Timeout)),
            MemorySize = Number("function-memory-size", 128, FunctionLimits.Memory),
            EphemeralStorage = Number("ephemerals-storage-size", 512, FunctionLimits.Storage),
            Environment = variables,
            LogFormat = json["log-format"]?.Scalar ?? "Text",
            DeadLetterQueue = json["dead-letter-target-arn"]?.Scalar,
        };
    }

    /// <summary>k=v;k2=v2, where a key or a value may stand in quotes.</summary>
    internal static IReadOnlyDictionary<string, string> Variables(string text)
    {
        var found = new Dictionary<string, string>();
        var (key, part, quoted) = ("", new System.Text.StringBuilder(), false);
        foreach (var sign in text + ";")
        {
            if (sign == '"') quoted = !quoted;
            else if (sign == '=' && !quoted && key == "") { key = part.ToString(); part.Clear(); }
            else if (sign == ';' && !quoted)
            {
                if (key != "") found[key] = part.ToString();
                (key, _) = ("", part.Clear());
            }
            else part.Append(sign);
        }
        return found;
    }
}
