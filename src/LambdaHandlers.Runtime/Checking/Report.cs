using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>An event to replay.</summary>
/// <param name="Name">Its file, usually.</param>
/// <param name="Payload">JSON.</param>
public sealed record TestEvent(string Name, byte[] Payload)
{
    /// <summary>Reads a file. Lambda refuses an event that is not JSON before any function sees it.</summary>
    public static TestEvent Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream, new() { MaxDepth = 1000 });
            return new(file, File.ReadAllBytes(file));
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(file, exception);
        }
    }
}

/// <summary>An answer that depends on the events before it.</summary>
/// <param name="Path">Where in the answer.</param>
/// <param name="Cold">What a fresh environment says.</param>
/// <param name="Warm">What the warm one said.</param>
/// <param name="Recipe">The shortest list of events found that shows it; the last is the one with the wrong answer.</param>
/// <param name="Survivors">What changed while the earlier events ran, and was still there.</param>
public sealed record Leak(string Path, string? Cold, string? Warm, IReadOnlyList<string> Recipe, IReadOnlyList<Survivor> Survivors);

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
