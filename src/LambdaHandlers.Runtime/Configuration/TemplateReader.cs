using System.Text;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>A function as a file describes it; what the file leaves open is null in the settings or Lambda's default.</summary>
/// <param name="Settings">Everything but where the code is.</param>
/// <param name="CodeFolder">What CodeUri says, made absolute.</param>
public sealed record DescribedFunction(FunctionConfiguration Settings, string? CodeFolder);

/// <summary>Reads the functions of a SAM or CloudFormation template, YAML or JSON, Globals merged in.</summary>
static class TemplateReader
{
    public static readonly string[] Names = ["template.yaml", "template.yml", "serverless.template", "template.json"];

    public static IReadOnlyList<DescribedFunction> Read(string file)
    {
        var template = Node.Read(file);
        var functions = new List<DescribedFunction>();
        foreach (var (id, resource) in template["Resources"]?.Members ?? [])
        {
            if (resource["Type"]?.Scalar is not ("AWS::Serverless::Function" or "AWS::Lambda::Function")) continue;
            var globals = resource["Type"]!.Scalar == "AWS::Serverless::Function" ? template.At("Globals", "Function") : null;
            if (Read(template, id, resource["Properties"] ?? resource, globals) is { } function) functions.Add(function);
        }
        return functions;
    }

    static DescribedFunction? Read(Node template, string id, Node properties, Node? globals)
    {
        Node? Find(params string[] path) => properties.At(path) ?? globals?.At(path);
        string? Text(params string[] path) => Find(path) is { } node ? Resolve(template, node) : null;

        var handler = Text("Handler") ?? (Find("ImageConfig", "Command") is { Items: [var first, ..] } ? Resolve(template, first) : null);
        if (handler is null) return null;
        if (Text("Runtime") is { } runtime && !runtime.StartsWith("dotnet", StringComparison.Ordinal) && !runtime.StartsWith("provided", StringComparison.Ordinal)) return null;
        if (FunctionLimits.ProblemOf(handler) is { } wrong) throw (Find("Handler") ?? properties).Problem(wrong);

        var variables = new Dictionary<string, string>();
        foreach (var level in new[] { globals, properties })
            foreach (var (name, value) in level?.At("Environment", "Variables")?.Members ?? []) variables[name] = Resolve(template, value);
        if (FunctionLimits.ProblemOf(variables) is { } problem) throw Find("Environment")!.Problem(problem);
        if (Find("Layers") is { Items.Count: > FunctionLimits.Layers } layers) throw layers.Problem($"A function can have {FunctionLimits.Layers} layers, not {layers.Items.Count}.");

        int Number(int otherwise, (int Least, int Most) limits, params string[] path)
        {
            if (Find(path) is not { } node) return otherwise;
            return (node with { Scalar = Resolve(template, node) }).Number(string.Join('.', path), limits.Least, limits.Most);
        }
        var settings = new FunctionConfiguration
        {
            Name = Text("FunctionName") ?? id,
            Handler = handler,
            TaskRoot = "",
            Runtime = Text("Runtime") is { } identifier && identifier.StartsWith("dotnet", StringComparison.Ordinal) ? identifier : "dotnet10",
            Architecture = Find("Architectures") is { Items: [var architecture, ..] } ? Resolve(template, architecture) : "x86_64",
            Timeout = TimeSpan.FromSeconds(Number(3, FunctionLimits.Timeout, "Timeout")),
            MemorySize = Number(128, FunctionLimits.Memory, "MemorySize"),
            EphemeralStorage = Number(512, FunctionLimits.Storage, "EphemeralStorage", "Size"),
            Environment = variables,
            ReservedConcurrency = Find("ReservedConcurrentExecutions") is null ? null : Number(0, (0, 100_000), "ReservedConcurrentExecutions"),
            LogFormat = Text("LoggingConfig", "LogFormat") ?? "Text",
            LogLevel = Text("LoggingConfig", "ApplicationLogLevel"),
            MaximumRetryAttempts = Number(2, FunctionLimits.Retries, "EventInvokeConfig", "MaximumRetryAttempts"),
            MaximumEventAge = TimeSpan.FromSeconds(Number(21_600, FunctionLimits.EventAge, "EventInvokeConfig", "MaximumEventAgeInSeconds")),
            OnSuccess = Text("EventInvokeConfig", "DestinationConfig", "OnSuccess", "Destination"),
            OnFailure = Text("EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"),
            DeadLetterQueue = Text("DeadLetterQueue", "TargetArn") ?? Text("DeadLetterConfig", "TargetArn"),
            AllowRecursion = Text("RecursiveLoop") == "Allow",
            Alias = Text("AutoPublishAlias"),
        };
        var code = Text("CodeUri") ?? Text("Code");
        var folder = code is null || code.Contains("://", StringComparison.Ordinal) ? null : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(template.File))!, code));
        return new(settings, folder is not null && Directory.Exists(folder) ? folder : null);
    }

    /// <summary>A value as far as it can be known without an account: parameters by their default, resources by a made-up ARN.</summary>
    static string Resolve(Node template, Node node)
    {
        var (function, argument) = node.Tag is ['!', .. var tag] ? (tag, node)
            : node.Members is [var (key, value)] ? (key.Replace("Fn::", "", StringComparison.Ordinal), value)
            : ("", node);
        return function switch
        {
            "Ref" => Reference(template, argument.Scalar ?? ""),
            "GetAtt" => Arn(template, argument.Scalar?.Split('.')[0] ?? argument.Items.FirstOrDefault()?.Scalar ?? ""),
            "Sub" => Substituted(template, argument.Scalar ?? argument.Items.FirstOrDefault()?.Scalar ?? ""),
            "Join" when argument.Items is [var separator, var parts] => string.Join(separator.Scalar, parts.Items.Select(part => Resolve(template, part))),
            _ => node.Scalar ?? "",
        };
    }

    static string Reference(Node template, string name) => name switch
    {
        "AWS::Region" => "us-east-1",
        "AWS::AccountId" => "123456789012",
        "AWS::Partition" => "aws",
        "AWS::StackName" => "local",
        _ when template.At("Parameters", name, "Default")?.Scalar is { } value => value,
        _ when template.At("Resources", name, "Properties", "FunctionName")?.Scalar is { } function => function,
        _ => name,
    };

    static string Arn(Node template, string name) => template.At("Resources", name, "Type")?.Scalar switch
    {
        "AWS::Serverless::Function" or "AWS::Lambda::Function" => $"arn:aws:lambda:us-east-1:123456789012:function:{Reference(template, name)}",
        "AWS::SQS::Queue" => $"arn:aws:sqs:us-east-1:123456789012:{name}",
        "AWS::SNS::Topic" => $"arn:aws:sns:us-east-1:123456789012:{name}",
        _ => $"arn:aws:local:us-east-1:123456789012:{name}",
    };

    /// <summary>${Name} and ${Name.Arn} by what they stand for; ${!Literal} stays. Without a regular expression: a host would keep what it takes to run one.</summary>
    static string Substituted(Node template, string text)
    {
        var result = new StringBuilder();
        for (; text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start && text.IndexOf('}', start) is >= 0 and var end; text = text[(end + 1)..])
        {
            var name = text[(start + 2)..end];
            result.Append(text, 0, start).Append(
                name is "" or ['!', ..] ? text[start..(end + 1)]
                : name.EndsWith(".Arn", StringComparison.Ordinal) ? Arn(template, name[..^4])
                : Reference(template, name));
        }
        return result.Append(text).ToString();
    }
}
