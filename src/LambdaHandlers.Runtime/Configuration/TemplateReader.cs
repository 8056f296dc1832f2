namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Reads the functions of a SAM or CloudFormation template, YAML or JSON, Globals merged in.</summary>
static class TemplateReader
{
    public static readonly string[] Names = ["template.yaml", "template.yml", "serverless.template", "template.json"];

    /// <summary>The functions in C#; their TaskRoot is the folder that CodeUri names, or empty.</summary>
    public static IReadOnlyList<FunctionConfiguration> Read(string file)
    {
        var template = Node.Read(file);
        return
        [
            .. from resource in template["Resources"]?.Members ?? []
               let type = resource.Value["Type"]?.Scalar
               where type is "AWS::Serverless::Function" or "AWS::Lambda::Function"
               let globals = type is "AWS::Serverless::Function" ? template.At("Globals.Function") : null // Globals are SAM's.
               let function = Read(new TemplateValues(template), resource.Key, resource.Value["Properties"] ?? resource.Value, globals)
               where function is not null
               select function,
        ];
    }

    static FunctionConfiguration? Read(TemplateValues values, string id, Node properties, Node? globals)
    {
        Node? Find(string path) => properties.At(path) ?? globals?.At(path);
        Node? Known(string path) => Find(path) is { } node ? node with { Scalar = values.TextOf(node) } : null;

        if (Known("Runtime")?.Scalar is { } runtime && !runtime.StartsWith("dotnet", StringComparison.Ordinal) && !runtime.StartsWith("provided", StringComparison.Ordinal)) return null;
        var function = Setting.Apply(new() { Name = id, Handler = "", TaskRoot = "" }, setting => setting.Path, Known);
        if (function.Handler is "") return null;

        var variables = new Dictionary<string, string>();
        foreach (var level in new[] { globals, properties })
            foreach (var (name, value) in level?.At("Environment.Variables")?.Members ?? []) variables[name] = values.TextOf(value) ?? "";
        if (FunctionLimits.ProblemOf(variables) is { } problem) throw Find("Environment")!.Problem(problem);
        if (Find("Layers") is { Items.Count: > FunctionLimits.Layers } layers) throw layers.Problem($"A function can have {FunctionLimits.Layers} layers, not {layers.Items.Count}.");

        var code = (Known("CodeUri") ?? Known("Code"))?.Scalar is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(properties.File))!) : "";
        return function with { Environment = variables, TaskRoot = Directory.Exists(code) ? code : "" };
    }
}
