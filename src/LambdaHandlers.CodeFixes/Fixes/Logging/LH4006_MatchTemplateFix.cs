using System.Composition;
using System.Text;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>Each value gets its placeholder, each placeholder its value and a name of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class MatchTemplateFix() : LambdaFix(MatchTemplate.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Repair", "Repair the log template", Repair),
        new("RemoveSurplus", "Remove the value that is not logged", target => Found(target) is { Kind: MatchTemplate.Kind.Surplus } found && found.Values.Skip(found.Template.Arity).All(value => value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax)
            ? Rewritten(target, found, found.Template.Text, found.Values.Take(found.Template.Arity)) : null),
    ];

    sealed record Broken(LogArguments Arguments, MatchTemplate.Kind Kind, LogTemplate Template, List<ExpressionSyntax> Values);

    static Broken? Found(Target target) =>
        LogArguments.At(target) is { } arguments && MatchTemplate.Of(arguments.Log) is { } fault && arguments.Message is LiteralExpressionSyntax { Token.Value: string text }
            ? new Broken(arguments, fault.Kind, LogTemplate.Parse(text), arguments.Values.ToList()) : null;

    static Edit? Repair(Target target)
    {
        if (Found(target) is not { } broken) return null;
        var (template, values) = (broken.Template, broken.Values);
        var taken = new HashSet<string>(template.Placeholders.Select(placeholder => placeholder.Name).Concat(LogTemplate.Envelope), StringComparer.OrdinalIgnoreCase);
        switch (broken.Kind)
        {
            case MatchTemplate.Kind.Surplus when !template.IsPositional:
                return Rewritten(target, broken, template.Text + string.Concat(values.Skip(template.Arity).Select(value => $" {{{PlaceholderNames.Of(value, taken)}}}")), values);
            case MatchTemplate.Kind.Missing when !template.IsPositional:
                var missing = template.Placeholders.Skip(values.Count).Select(placeholder => InScope(placeholder.Name, target, broken.Arguments.Call)).ToList();
                return missing.All(value => value is not null) ? Rewritten(target, broken, template.Text, values.Concat(missing.OfType<ExpressionSyntax>()))
                    : template.Placeholders.Length - values.Count == 1 && values.Count > 0 ? Rewritten(target, broken, WithoutLast(template), values) : null;
            case MatchTemplate.Kind.Empty:
                return Named(template.Text, values, taken) is { } named ? Rewritten(target, broken, named, values) : null;
            case MatchTemplate.Kind.Mixed:
                return Rewritten(target, broken, Renamed(template, (placeholder, index) => placeholder.Position is null || index >= values.Count ? placeholder.Name : PlaceholderNames.Of(values[index], taken)), values);
            case MatchTemplate.Kind.Twice:
                var seen = new HashSet<string>();
                return Rewritten(target, broken, Renamed(template, (placeholder, index) => seen.Add(placeholder.Name) ? placeholder.Name
                    : PlaceholderNames.Of(values[index]) is var name && name != "Value" && taken.Add(name) ? name : Names.Free(placeholder.Name, taken.Add)), values);
            case MatchTemplate.Kind.Reserved:
                return Rewritten(target, broken, Renamed(template, (placeholder, index) => !LogTemplate.Envelope.Contains(placeholder.Name) ? placeholder.Name : Prefixed(placeholder.Name, values[index], taken)), values);
            case MatchTemplate.Kind.Order:
                return InOrder(template, values) is { } ordered ? Rewritten(target, broken, template.Text, ordered) : null;
            default:
                return null;
        }
    }

    static Edit Rewritten(Target target, Broken broken, string text, IEnumerable<ExpressionSyntax> values) => target.Replacing((root, _) => root.ReplaceNode(
        broken.Arguments.Call, broken.Arguments.With([.. broken.Arguments.Before, SyntaxFactory.Argument(text == broken.Template.Text ? broken.Arguments.Message : MessageTemplate.Literal(text)), .. values.Select(SyntaxFactory.Argument)])));

    // "order {id} done" without its dollar sign: the variable is there.
    static ExpressionSyntax? InScope(string name, Target target, SyntaxNode place)
    {
        var first = name.Split('.')[0];
        var symbol = target.Model.LookupSymbols(place.SpanStart).FirstOrDefault(each => each is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol && string.Equals(each.Name, first, StringComparison.OrdinalIgnoreCase)
            && (each is not ILocalSymbol || each.Locations[0].SourceSpan.Start < place.SpanStart));
        if (symbol is null) return null;
        var value = SyntaxFactory.ParseExpression(symbol.Name + name.Substring(first.Length));
        return target.Model.GetSpeculativeTypeInfo(place.SpanStart, value, SpeculativeBindingOption.BindAsExpression).Type is { TypeKind: not TypeKind.Error, IsRefLikeType: false } and not IArrayTypeSymbol ? value : null;
    }

    // "moved {Sku} to {Bin} for {requestId}" without its last placeholder: "moved {Sku} to {Bin}".
    static string WithoutLast(LogTemplate template)
    {
        var last = template.Placeholders[template.Placeholders.Length - 1];
        var before = template.Text.Substring(0, last.Start).TrimEnd(' ', ':', '=', ',', '(', '[', '-');
        var word = before.Substring(before.LastIndexOf(' ') + 1);
        if (word is "for" or "with" or "at" or "in" or "of" or "by" or "from" or "to" or "and" or "on") before = before.Substring(0, before.Length - word.Length).TrimEnd();
        return before + template.Text.Substring(last.End).TrimStart(')', ']');
    }

    static string Renamed(LogTemplate template, Func<LogTemplate.Placeholder, int, string> name)
    {
        var text = new StringBuilder(template.Text);
        // The names are chosen from the first on, and written from the last on.
        var names = template.Placeholders.Select(name).ToList();
        for (var index = template.Placeholders.Length - 1; index >= 0; index--)
            if (template.Placeholders[index] is var placeholder && names[index] != placeholder.Name)
                text.Remove(placeholder.Start, placeholder.End - placeholder.Start).Insert(placeholder.Start, "{" + names[index] + (placeholder.Format is null ? "" : ":" + placeholder.Format) + "}");
        return text.ToString();
    }

    static string? Named(string text, List<ExpressionSyntax> values, HashSet<string> taken)
    {
        var named = new StringBuilder();
        var (at, value) = (0, 0);
        for (var next = Next(text, at); next >= 0; next = Next(text, at))
        {
            named.Append(text, at, next - at);
            if (value >= values.Count) return null;
            var end = text.IndexOf('}', next);
            if (end < 0) return null;
            named.Append(end == next + 1 ? "{" + PlaceholderNames.Of(values[value], taken) + "}" : text.Substring(next, end + 1 - next));
            value++;
            at = end + 1;
        }
        return value == values.Count && !text.Contains("{{") ? named.Append(text, at, text.Length - at).ToString() : null;

        static int Next(string text, int at) => text.IndexOf('{', at);
    }

    static string Prefixed(string name, ExpressionSyntax value, HashSet<string> taken)
    {
        var guess = PlaceholderNames.Of(value);
        if (guess != "Value" && taken.Add(guess)) return guess;
        return Names.Free((name is "requestId" or "traceId" or "tenantId" ? "Api" : "App") + FieldName.Pascal(name), taken.Add);
    }

    static List<ExpressionSyntax>? InOrder(LogTemplate template, List<ExpressionSyntax> values)
    {
        var ordered = template.Placeholders.Select(placeholder => values.FirstOrDefault(value => string.Equals(PlaceholderNames.Of(value), placeholder.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        for (var index = 0; index < ordered.Count; index++) ordered[index] ??= values[index];
        return ordered.Distinct().Count() == values.Count ? ordered! : null;
    }
}
