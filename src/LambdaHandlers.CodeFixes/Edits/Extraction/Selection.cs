using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Chooses the smallest runs of statements that hold a handler's logic and can leave it.</summary>
sealed class Selection
{
    const int MostRuns = 4;
    const int MostPulled = 8;
    const int Lightest = 2;

    readonly Scene _scene;

    Selection(Scene scene) => _scene = scene;

    /// <summary>The runs, in the order of the text; none where too little can leave.</summary>
    public static IReadOnlyList<Cargo> Of(Scene scene)
    {
        var selection = new Selection(scene);
        var found = selection.In(scene.Body.Statements);
        var widened = new List<Cargo>();
        for (var n = 0; n < found.Count; n++)
        {
            var wide = selection.Widened(found[n]);
            // Not across another run, neither the one before nor those behind.
            widened.Add(widened.Concat(found.Skip(n + 1)).Any(other => other.Run.Span.OverlapsWith(wide.Run.Span)) ? found[n] : wide);
        }
        var worth = selection.WorthIt(widened);
        return worth.Count <= MostRuns ? worth : [];
    }

    // One comparison makes no method, where the handler may keep it.
    IReadOnlyList<Cargo> WorthIt(List<Cargo> cargos)
    {
        foreach (var light in cargos.Where(cargo => WeightOf(cargo) <= Lightest).OrderBy(WeightOf).ToList())
            if (cargos.Count > 1 && _scene.Logic.Weight - cargos.Where(cargo => cargo != light).Sum(WeightOf) < _scene.Limit) cargos.Remove(light);
        return cargos;
    }

    int WeightOf(Cargo cargo) => _scene.Logic.WeightOf(cargo.Run.Contains);

    List<Cargo> In(SyntaxList<StatementSyntax> list)
    {
        var holding = Enumerable.Range(0, list.Count).Where(n => Holds(list[n])).ToList();
        // Whether there is anything to work on is the handler's question.
        while (holding.Count > 1 && IsNullGuard(list[holding[0]])) holding.RemoveAt(0);
        if (holding.Count == 0) return [];
        // A loop over records, a try, a guard around the work: go in.
        if (holding.Count == 1 && !_scene.Domain.Contains(list[holding[0]]) && Inside(list[holding[0]]) is { Count: 1 } inner) return inner;
        if (Fitting(list, holding[0], holding[holding.Count - 1]) is { } whole) return [whole];
        var found = new List<Cargo>();
        for (var at = 0; at < holding.Count; at++)
        {
            Cargo? longest = null;
            for (var end = holding.Count - 1; end >= at && longest is null; end--)
                if (Fitting(list, holding[at], holding[end]) is { } cargo)
                {
                    longest = cargo;
                    at = end;
                }
            if (longest is not null && (holding.Count == 1 || !IsGuard(longest))) found.Add(longest);
            else if (longest is not null) continue;
            else found.AddRange(Inside(list[holding[at]]));
        }
        return found;
    }

    /// <summary>The run, with the declarations before it where it can't leave without them.</summary>
    Cargo? Fitting(SyntaxList<StatementSyntax> list, int first, int last)
    {
        for (var at = first; at >= 0 && first - at <= MostPulled; at--)
        {
            if (at < first && !IsHarmless(list[at])) return null;
            if ((at == first || list[at] is LocalDeclarationStatementSyntax) && Cargo.Of(new Run(list, at, last), _scene, out _) is { } cargo) return cargo;
        }
        return null;
    }

    static bool IsNullGuard(StatementSyntax statement) => statement is IfStatementSyntax { Else: null } guard
        && (guard.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : guard.Statement) is ReturnStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax
        && guard.Condition.DescendantNodesAndSelf().Any(node => node is ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression });

    // A single guard is the adapter's, whatever it compares.
    static bool IsGuard(Cargo cargo) => cargo.Run.First == cargo.Run.Last && cargo.Run.Head is IfStatementSyntax { Else: null } && cargo.Exits.Count == 1 && cargo.Outs.Count == 0;

    List<Cargo> Inside(StatementSyntax statement) => [.. Run.ListsIn(statement).SelectMany(In)];

    bool Holds(StatementSyntax statement) => _scene.Domain.Any(node => statement.Span.Contains(node.Span));

    /// <summary>The run with what prepares it alone, and, where the handler only passes its result on, with that as well.</summary>
    Cargo Widened(Cargo cargo)
    {
        if (cargo.Run.Holder == _scene.Body && cargo.Run.Last < cargo.Run.List.Count - 1 && (cargo.Answers.Count > 0 || cargo.Outs.Count > 1 || cargo.Run.Last == cargo.Run.List.Count - 2)
            && Cargo.Of(cargo.Run with { Last = cargo.Run.List.Count - 1 }, _scene, out _) is { } rest && (rest.ReturnsForHandler || rest.EndsForHandler))
            cargo = rest;
        var run = cargo.Run;
        for (var first = run.First - 1; first >= 0 && run.First - first <= MostPulled; first--)
            if (IsPreparation(run.List[first], run with { First = first }) && Cargo.Of(cargo.Run with { First = first }, _scene, out _) is { } wider
                && wider.Exits.Count == cargo.Exits.Count && Weight(wider) <= Weight(cargo))
                cargo = wider;
            else if (!IsHarmless(run.List[first])) break;
        return cargo;
    }

    static int Weight(Cargo cargo) => cargo.Ins.Count(each => !each.IsLogger) + cargo.Outs.Count + cargo.Closure.Dependencies.Count;

    // decimal total = 0; var lines = order.Lines; const int limit = 3;
    bool IsPreparation(StatementSyntax statement, Run wider) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local && !local.DescendantNodes().Any(node => node is AwaitExpressionSyntax)
        && local.Declaration.Variables.All(variable => !_scene.Body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Identifier.ValueText && name.SpanStart < wider.Head.SpanStart
            && _scene.Body.Span.Contains(name.Span)))
        && !local.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.Contains("Deserialize"));

    bool IsHarmless(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax
        || (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && _scene.Model.GetOperation(call, _scene.Cancellation) is { } operation && _scene.Project.Loggers.At(operation) is not null);
}
