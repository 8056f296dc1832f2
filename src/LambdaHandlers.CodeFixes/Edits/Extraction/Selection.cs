using LambdaHandlers.Analyzers.Model;
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

    /// <summary>The run with what prepares it alone, with what goes on with its result, and, where the handler only passes that on, with this as well.</summary>
    Cargo Widened(Cargo cargo)
    {
        if (cargo.Run.Holder == _scene.Body && cargo.Run.Last < cargo.Run.List.Count - 1 && (cargo.Answers.Count > 0 || cargo.Outs.Count > 1 || cargo.Run.Last == cargo.Run.List.Count - 2)
            && Cargo.Of(cargo.Run with { Last = cargo.Run.List.Count - 1 }, _scene, out _) is { } rest && (rest.ReturnsForHandler || rest.EndsForHandler))
            cargo = rest;
        cargo = Onward(cargo);
        var run = cargo.Run;
        for (var first = run.First - 1; first >= 0 && run.First - first <= MostPulled; first--)
            if ((run.List[first] is LocalDeclarationStatementSyntax ? IsPreparation(run.List[first], run with { First = first }) : !IsHarmless(run.List[first]))
                && Cargo.Of(cargo.Run with { First = first }, _scene, out _) is { } wider && Belongs(run.List[first], wider, cargo)) cargo = wider;
            else if (!IsHarmless(run.List[first])) break;
        return cargo;
    }

    // What reads the event is the handler's; what prepares, decides or refuses without asking for more is not.
    bool Belongs(StatementSyntax statement, Cargo wider, Cargo cargo)
    {
        if (wider.Survey.Crossings.Any(each => !each.IsLogger && !cargo.Survey.Crossings.Any(known => SyntaxFactory.AreEquivalent(known.Place, each.Place)))) return false;
        if (wider.Exits.Count > cargo.Exits.Count) return cargo.Answers.Count > 0 && wider.Answers.Count == cargo.Answers.Count && wider.Outs.Count <= cargo.Outs.Count && Weight(wider) <= Weight(cargo) && !IsAboutWhole(statement) && !IsParsing(statement);
        return statement is LocalDeclarationStatementSyntax ? Weight(wider) <= Weight(cargo) : !Asks(statement) && Weight(wider) < Weight(cargo);
    }

    // !int.TryParse(text, out var months)
    static bool IsParsing(StatementSyntax statement) => statement.DescendantNodes().Any(node => node is DeclarationExpressionSyntax);

    // order is null: whether there is anything to work on.
    static bool IsAboutWhole(StatementSyntax statement) => IsNullGuard(statement) && ((IfStatementSyntax)statement).Condition.DescendantNodesAndSelf().Any(node => node is IsPatternExpressionSyntax { Expression: IdentifierNameSyntax } or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: IdentifierNameSyntax, Right.RawKind: (int)SyntaxKind.NullLiteralExpression });

    // boxes are counted, dates moved on: it needs nothing but the result, and leaves no more of it.
    Cargo Onward(Cargo cargo)
    {
        for (var run = cargo.Run; cargo.EndIsReachable && cargo.Outs.Count > 0 && cargo.Run.Last < run.List.Count - 1 && cargo.Run.Last - run.Last < MostPulled;)
        {
            var next = run.List[cargo.Run.Last + 1];
            if (Holds(next) || !GoesOn(next, cargo) || Cargo.Of(cargo.Run with { Last = cargo.Run.Last + 1 }, _scene, out _) is not { } wider) break;
            if (wider.Exits.Count != cargo.Exits.Count || !wider.EndIsReachable || wider.Outs.Count is 0 || wider.Outs.Count > cargo.Outs.Count || wider.Ins.Count > cargo.Ins.Count || wider.Closure.Dependencies.Count > cargo.Closure.Dependencies.Count) break;
            cargo = wider;
        }
        return cargo;
    }

    bool GoesOn(StatementSyntax statement, Cargo cargo) => !Asks(statement) && cargo.Outs.Any(each => Mentions.Of(each.Symbol, statement, _scene.Model, _scene.Cancellation).Any()) && statement switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local => local.Declaration.Variables.All(variable => _scene.Model.GetDeclaredSymbol(variable, _scene.Cancellation) is ILocalSymbol { Type: var type } && IsFigure(type)),
        ExpressionStatementSyntax or IfStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax => true,
        _ => false,
    };

    // What is said about a result is the handler's; numbers and collections are the result.
    static bool IsFigure(ITypeSymbol type) => Yield.IsNumeric(type) || type.SpecialType == SpecialType.System_Boolean
        || (type is INamedTypeSymbol { TypeArguments.Length: > 0, ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } });

    // Other services, the log, and what only writes down.
    bool Asks(StatementSyntax statement) => statement.DescendantNodes().Any(node => node is AwaitExpressionSyntax || node is InvocationExpressionSyntax call
        && (LastName.Of(call.Expression).Contains("erialize") || (_scene.Model.GetOperation(call, _scene.Cancellation) is { } operation && _scene.Project.Loggers.At(operation) is not null)));

    static int Weight(Cargo cargo) => cargo.Ins.Count(each => !each.IsLogger) + cargo.Outs.Count + cargo.Closure.Dependencies.Count;

    // decimal total = 0; var lines = order.Lines; const int limit = 3;
    bool IsPreparation(StatementSyntax statement, Run wider) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local && !local.DescendantNodes().Any(node => node is AwaitExpressionSyntax)
        && local.Declaration.Variables.All(variable => !_scene.Body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Identifier.ValueText && name.SpanStart < wider.Head.SpanStart
            && _scene.Body.Span.Contains(name.Span)))
        && !local.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.Contains("Deserialize"));

    bool IsHarmless(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax
        || (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && _scene.Model.GetOperation(call, _scene.Cancellation) is { } operation && _scene.Project.Loggers.At(operation) is not null);
}
