using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>Where a finding is shown: its place, or the telling part of the first line where the place has several.</summary>
static class Squiggle
{
    // How far the place begins before the squiggle, and how long it is: a fix looks at the whole.
    const string Whole = nameof(Whole);

    /// <summary>The squiggle of a place, and what leads back from it.</summary>
    public static (Location Place, ImmutableDictionary<string, string?>? Properties) Of(Location place, ImmutableDictionary<string, string?>? properties)
    {
        if (place.SourceTree is not { } tree || place.GetLineSpan() is var lines && lines.StartLinePosition.Line == lines.EndLinePosition.Line) return (place, properties);
        var node = tree.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true);
        var shown = node.Span == place.SourceSpan ? Telling(node) : place.SourceSpan;
        var line = tree.GetText().Lines.GetLineFromPosition(shown.Start);
        var end = Math.Min(shown.End, line.Start + line.ToString().TrimEnd().Length);
        if (end <= shown.Start) return (place, properties);
        return (Location.Create(tree, TextSpan.FromBounds(shown.Start, end)),
            (properties ?? ImmutableDictionary<string, string?>.Empty).Add(Whole, FormattableString.Invariant($"{shown.Start - place.SourceSpan.Start} {place.SourceSpan.Length}")));
    }

    /// <summary>The place that a squiggle stands for.</summary>
    public static TextSpan PlaceOf(Diagnostic finding) =>
        finding.Properties.TryGetValue(Whole, out var text) && text?.Split(' ') is [var before, var length]
            ? new TextSpan(Math.Max(0, finding.Location.SourceSpan.Start - int.Parse(before, CultureInfo.InvariantCulture)), int.Parse(length, CultureInfo.InvariantCulture))
            : finding.Location.SourceSpan;

    // What is called, made or set; the arguments are the rest of the story.
    static TextSpan Telling(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax wait => Telling(wait.Expression),
        InvocationExpressionSyntax call => Telling(call.Expression),
        ConditionalAccessExpressionSyntax access => Telling(access.WhenNotNull),
        MemberAccessExpressionSyntax member => member.Name.Span,
        MemberBindingExpressionSyntax member => member.Name.Span,
        ObjectCreationExpressionSyntax creation => TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End),
        ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword.Span,
        AssignmentExpressionSyntax assignment => Telling(assignment.Left),
        ParenthesizedExpressionSyntax inner => Telling(inner.Expression),
        PostfixUnaryExpressionSyntax inner => Telling(inner.Operand),
        _ => node.Span,
    };
}
