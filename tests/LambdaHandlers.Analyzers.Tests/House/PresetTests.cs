using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>The presets of the package (<c>LambdaHandlersAnalysisMode</c>) say what the cards say.</summary>
public class PresetTests
{
    /// <summary>What a preset writes for a rule; null: nothing, so that the rule's own levels stay.</summary>
    static readonly IReadOnlyDictionary<string, Func<DiagnosticDescriptor, string?>> Presets = new Dictionary<string, Func<DiagnosticDescriptor, string?>>
    {
        ["Default"] = _ => null,
        // A line for an id flattens all its levels, so it is only written for what no build shows by itself.
        ["Strict"] = card => card is { IsEnabledByDefault: true, DefaultSeverity: DiagnosticSeverity.Info } ? "warning" : null,
        ["SignatureOnly"] = card => card.Category == Engine.Category.Signature ? null : "none",
        ["None"] = _ => "none",
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Presets.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(Names))]
    public void A_preset_is_what_the_cards_say(string name) =>
        Generated.Check($"src/LambdaHandlers.Package/presets/{name}.globalconfig",
            $"# The preset {name} of LambdaHandlers.Analyzers. Generated from the rules' cards by the tests; do not edit.\n"
            + "is_global = true\n# Below whatever a project says itself.\nglobal_level = -1\n"
            + string.Concat(Cards.All.Select(card => Presets[name](card) is { } severity ? $"dotnet_diagnostic.{card.Id}.severity = {severity}\n" : "")));
}
