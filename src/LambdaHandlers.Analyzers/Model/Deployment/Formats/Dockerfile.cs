using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary>A <c>Dockerfile</c>: the last stage's <c>CMD ["Assembly::Type::Method"]</c> is the handler, unless a template overrides it.</summary>
static class Dockerfile
{
    // Without back-tracking: a line is looked at once.
    static readonly Regex Instruction = new(@"^[ \t]*(?<word>FROM|CMD)[ \t]+(?<rest>[^\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);
    static readonly Regex Continuation = new(@"[\\`](?=[ \t]*(\r|\n|$))", RegexOptions.CultureInvariant);

    /// <summary>The last stage's command, a list; null where it has none in the form of a list.</summary>
    public static ConfigNode? Read(ConfigText file, CancellationToken cancellation)
    {
        Match? command = null;
        foreach (Match instruction in Instruction.Matches(file.Content)) command = IsFrom(instruction) ? null : instruction;
        return command is null ? null : Command(file, command.Groups["rest"].Index, cancellation);
    }

    /// <summary>The function whose image this builds; none unless something says that it is one.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode root) =>
        root.Items is [{ Shape: ConfigShape.Scalar } handler] && (handler.Text.Contains("::") || IsForLambda(file))
            ? ImmutableArray.Create(new DeployedFunction(file, file.Name, handler.Location, root) { Handler = handler, IsImage = true, ImageCommand = root.Items })
            : ImmutableArray<DeployedFunction>.Empty;

    static bool IsForLambda(DeploymentFile file) =>
        Instruction.Matches(file.Text.ToString()).Cast<Match>()
            .Any(instruction => IsFrom(instruction) && instruction.Groups["rest"].Value.IndexOf("lambda", StringComparison.OrdinalIgnoreCase) >= 0);

    static bool IsFrom(Match instruction) => instruction.Groups["word"].Length == "FROM".Length;

    // Docker itself takes what is not a list of texts for a shell's command line, so that is no error.
    static ConfigNode? Command(ConfigText file, int start, CancellationToken cancellation)
    {
        var content = file.Content;
        if (start >= content.Length || content[start] != '[' || content.IndexOf(']', start) is not (var end and >= 0)) return null;
        try
        {
            return JsonReader.Read(file, Continuation.Replace(content.Substring(start, end + 1 - start), " "), start, cancellation);
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
