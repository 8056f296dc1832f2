using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>An event to replay.</summary>
/// <param name="Name">Its file, usually.</param>
/// <param name="Payload">JSON.</param>
public sealed record TestEvent(string Name, byte[] Payload);

/// <summary>An answer that depends on the events before it.</summary>
/// <param name="Path">Where in the answer.</param>
/// <param name="Cold">What a fresh environment says.</param>
/// <param name="Warm">What the warm one said.</param>
/// <param name="Recipe">The shortest list of events found that shows it; the last is the one with the wrong answer.</param>
/// <param name="Survivors">What changed while the earlier events ran, and was still there.</param>
public sealed record Leak(string Path, string? Cold, string? Warm, IReadOnlyList<string> Recipe, IReadOnlyList<Survivor> Survivors);

/// <summary>Something that outlived an invocation.</summary>
/// <param name="Name">A field with its type, a variable, a file.</param>
/// <param name="Before">Its value before the earlier events.</param>
/// <param name="After">And after them.</param>
/// <param name="Rule">The rule of LambdaHandlers that is about it.</param>
public sealed record Survivor(string Name, string Before, string After, string Rule);

/// <summary>What replaying has shown.</summary>
/// <param name="Leaks">Proven.</param>
/// <param name="LateLines">Lines that one event's work wrote into another event's invocation.</param>
/// <param name="Frozen">Places that differ between cold starts and never change in a warm environment: captured at initialisation.</param>
/// <param name="LeftFiles">What lay in /tmp at the end.</param>
/// <param name="NoJudgement">Why the answers could not be compared; null if they could.</param>
/// <param name="Events">Events replayed.</param>
/// <param name="Environments">Environments started.</param>
/// <param name="Masked">Places left out because they differ from one cold start to the next.</param>
public sealed record Report(
    IReadOnlyList<Leak> Leaks, IReadOnlyList<LateLine> LateLines, IReadOnlyList<string> Frozen, IReadOnlyList<string> LeftFiles,
    string? NoJudgement, int Events, int Environments, IReadOnlyList<string> Masked)
{
    /// <summary>Nothing found, and it could be judged.</summary>
    public bool IsClean => Leaks.Count == 0 && LateLines.Count == 0 && NoJudgement is null;
}
