using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>A template of the runtime's own logger and its values do not fit. CA2017 says so of Microsoft's logger.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class MatchTemplate() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4006";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Warning,
        title: "Give every placeholder of a log template one value and a name of its own",
        message: "{0}",
        description: "The runtime fills placeholders in order. A value without a placeholder vanishes, a placeholder without a value stays in the text, and a name that the runtime uses itself, or that occurs twice, "
            + "makes a JSON log line with the same property twice, of which readers see one.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.LogCalls(Check);

    static void Check(LogCall call, Report report)
    {
        if (call.IsTemplated && Of(call) is { } fault)
            report.At(call.Message!, fault.Message);
    }

    /// <summary>What is wrong with a template.</summary>
    internal enum Kind { Empty, Open, Mixed, Surplus, Missing, Twice, Reserved, Order }

    internal readonly record struct Fault(Kind Kind, string Message);

    /// <summary>The first fault of a call's template, or null.</summary>
    internal static Fault? Of(LogCall call)
    {
        if (call.Values is not { } values || call.Message?.ConstantValue is not { HasValue: true, Value: string text } || PassExceptionFirst.Misplaced(call) is not null) return null;
        var template = LogTemplate.Parse(text);
        return values.IsEmpty ? Unfilled(template) : Mismatch(template, values) ?? Clash(template, values);
    }

    // Without values the text is written as it is. A route such as /orders/{id}, or JSON, is meant to be.
    static Fault? Unfilled(LogTemplate template) =>
        template.Placeholders is [var first, ..] && !template.HasEmpty && template.Placeholders.All(each => each.IsName && each.Position is null && (each.Start == 0 || template.Text[each.Start - 1] is not ('/' or '$' or '{')))
            ? new(Kind.Missing, $"Placeholder '{first.Name}' gets no value and stays in the text; pass one")
            : null;

    static Fault? Mismatch(LogTemplate template, ImmutableArray<IOperation> values)
    {
        if (template.HasEmpty) return new(Kind.Empty, "A placeholder has no name, so its value is no property of the JSON log; name it");
        if (template.IsOpen) return new(Kind.Open, "A placeholder is never closed, so its value vanishes; close the brace");
        if (!template.IsPositional && template.Placeholders.FirstOrDefault(each => each.Position is not null) is { Name: { } number } && template.Placeholders.Any(each => each.Position is null))
            return new(Kind.Mixed, $"Placeholder '{number}' is a number among names, and values are taken in order; name it");
        if (template.Arity < values.Length) return new(Kind.Surplus, $"{(values[template.Arity].Syntax.ToString() is { Length: < 40 } code ? $"The value '{code}'" : "A value")} has no placeholder and vanishes; add one");
        if (template.Arity > values.Length && !template.IsPositional) return new(Kind.Missing, $"Placeholder '{template.Placeholders[values.Length].Name}' gets no value and stays in the text; pass one");
        if (template.Arity > values.Length) return new(Kind.Missing, $"The template asks for {template.Arity} values and gets {values.Length}; pass the others");
        return null;
    }

    static Fault? Clash(LogTemplate template, ImmutableArray<IOperation> values)
    {
        if (template.IsPositional) return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var placeholder in template.Placeholders)
            if (!seen.Add(placeholder.Name)) return new(Kind.Twice, $"Placeholder '{placeholder.Name}' occurs twice, so the JSON log has that property twice; give each a name of its own");
        foreach (var placeholder in template.Placeholders)
            if (LogTemplate.Envelope.Contains(placeholder.Name)) return new(Kind.Reserved, $"The runtime writes a property '{placeholder.Name}' itself, so the JSON log has it twice; rename the placeholder");
        for (var one = 0; one < values.Length; one++)
            for (var other = one + 1; other < values.Length; other++)
                if (IsFor(template.Placeholders[one], values[other]) && IsFor(template.Placeholders[other], values[one]))
                    return new(Kind.Order, $"The values of '{template.Placeholders[one].Name}' and '{template.Placeholders[other].Name}' are in each other's place; swap them");
        return null;
    }

    internal static bool IsFor(LogTemplate.Placeholder placeholder, IOperation value) =>
        value.Syntax is ExpressionSyntax expression && PlaceholderNames.Of(expression) is var name && name != "Value" && string.Equals(placeholder.Name, name, StringComparison.OrdinalIgnoreCase);
}
