using System.Text;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Reads aws-lambda-tools-defaults.json, the settings of AWS's dotnet lambda tool.</summary>
static class ToolsDefaultsReader
{
    public const string Name = "aws-lambda-tools-defaults.json";

    /// <summary>The settings, or null when the file names no handler.</summary>
    public static FunctionConfiguration? Read(string file)
    {
        var json = Node.Read(file);
        var function = Setting.Apply(new() { Name = "", Handler = "", TaskRoot = "" }, setting => setting.Key, key => json[key]);
        if (function.Handler is "") return null;
        var variables = Variables(json["environment-variables"]?.Scalar ?? "");
        if (FunctionLimits.ProblemOf(variables) is { } problem) throw json["environment-variables"]!.Problem(problem);
        return function with { Name = function.Name is "" ? function.Handler.Split("::")[0] : function.Name, Environment = variables };
    }

    /// <summary>k=v;k2=v2, where a key or a value may stand in quotes.</summary>
    static Dictionary<string, string> Variables(string text)
    {
        var found = new Dictionary<string, string>();
        var (key, part, quoted) = ("", new StringBuilder(), false);
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
