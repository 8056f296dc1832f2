using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A value that the handler's answer needs and only the run knows; one expression for each way out.</summary>
sealed record Hole(IReadOnlyList<ExpressionSyntax> Values, ITypeSymbol Type, string Name, bool CanBeNull);

/// <summary>Ways out that the handler answers alike, up to some values.</summary>
sealed record Answer(IReadOnlyList<Exit> Exits, IReadOnlyList<Hole> Holes)
{
    /// <summary>What the handler does.</summary>
    public IReadOnlyList<StatementSyntax> Template => Exits[0].Tail;
}

/// <summary>Finds what the ways out of a run have in common: the answer stays in the handler, the values in it come from the run.</summary>
sealed class Templates
{
    const int MostAnswers = 4;

    readonly Run _run;
    readonly Scene _scene;
    readonly Survey _survey;
    readonly IReadOnlyList<Exit> _exits;
    readonly HashSet<ISymbol> _written;
    readonly bool _toldApart;

    Templates(Run run, Scene scene, Survey survey, IReadOnlyList<Exit> exits, HashSet<ISymbol> written, bool toldApart) =>
        (_run, _scene, _survey, _exits, _written, _toldApart) = (run, scene, survey, exits, written, toldApart);

    /// <summary>The answers; null where the handler could not give them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="scene">The handler.</param>
    /// <param name="survey">What is known of the run.</param>
    /// <param name="exits">Its ways out.</param>
    /// <param name="written">The variables that it writes.</param>
    public static IReadOnlyList<Answer>? Of(Run run, Scene scene, Survey survey, IReadOnlyList<Exit> exits, HashSet<ISymbol> written) =>
        new Templates(run, scene, survey, exits, written, toldApart: true).Grouped() is { Count: <= MostAnswers } few ? few
            : new Templates(run, scene, survey, exits, written, toldApart: false).Grouped() is { Count: <= MostAnswers } mixed ? mixed : null;

    IReadOnlyList<Answer>? Grouped()
    {
        var answers = new List<Answer>();
        foreach (var exit in _exits)
        {
            var at = 0;
            for (; at < answers.Count; at++)
                if (Unify([.. answers[at].Exits, exit]) is { } wider)
                {
                    answers[at] = wider;
                    break;
                }
            if (at < answers.Count) continue;
            if (Unify([exit]) is not { } alone) return null;
            answers.Add(alone);
        }
        return answers;
    }

    Answer? Unify(IReadOnlyList<Exit> exits)
    {
        if (exits.Any(exit => exit.Tail.Count != exits[0].Tail.Count)) return null;
        var holes = new List<Hole>();
        for (var n = 0; n < exits[0].Tail.Count; n++)
            if (!Fits([.. exits.Select(exit => (SyntaxNode)exit.Tail[n])], holes)) return null;
        return new Answer(exits, holes);
    }

    bool Fits(SyntaxNode[] nodes, List<Hole> holes)
    {
        var first = nodes[0];
        var isSame = nodes.Skip(1).All(node => SyntaxFactory.AreEquivalent(node, first));
        if (isSame && !nodes.Any(DependsOnRun)) return true;
        if (first is ExpressionSyntax && (IsAtom(first) || !AreAlike(nodes))) return IsHole(nodes, holes);
        if (!AreAlike(nodes)) return false;
        var before = holes.Count;
        var parts = nodes.Select(node => node.ChildNodes().ToList()).ToList();
        for (var n = 0; n < parts[0].Count; n++)
            if (!Fits([.. parts.Select(children => children[n])], holes))
            {
                holes.RemoveRange(before, holes.Count - before);
                return first is ExpressionSyntax && IsHole(nodes, holes);
            }
        return true;
    }

    static bool AreAlike(SyntaxNode[] nodes) => nodes.Skip(1).All(node => node.RawKind == nodes[0].RawKind && node.ChildNodes().Count() == nodes[0].ChildNodes().Count()
        && node.ChildTokens().Select(token => token.Text).SequenceEqual(nodes[0].ChildTokens().Select(token => token.Text)));

    // What is looked into: what builds the answer. Anything else is a value.
    bool IsAtom(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or InitializerExpressionSyntax or CastExpressionSyntax or ParenthesizedExpressionSyntax => false,
        AssignmentExpressionSyntax => false,
        InvocationExpressionSyntax call => !(IsSerialization(call) || IsBound(call) || node.Parent is ReturnStatementSyntax or ExpressionStatementSyntax or AwaitExpressionSyntax),
        AwaitExpressionSyntax waiting => !IsBound(waiting),
        MemberAccessExpressionSyntax access => access.Parent is not InvocationExpressionSyntax && access.Parent is not AssignmentExpressionSyntax,
        _ => true,
    };

    bool IsBound(SyntaxNode node) => _survey.Obstacles.Any(obstacle => node.Span.Contains(obstacle.Span));

    static bool IsSerialization(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Serialize" or "SerializeObject" };

    bool DependsOnRun(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Any(name => _scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol is { } symbol && symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            && !_exits.Any(exit => exit.Tail.Any(statement => symbol.DeclaringSyntaxReferences.Any(each => statement.Span.Contains(each.Span)))) && (_run.Declares(symbol) || _written.Contains(symbol)));

    bool IsHole(SyntaxNode[] nodes, List<Hole> holes)
    {
        var values = nodes.OfType<ExpressionSyntax>().ToList();
        if (values.Count < nodes.Length || values.Any(value => !IsValue(value))) return false;
        var types = values.Select(value => _scene.Model.GetTypeInfo(value, _scene.Cancellation)).ToList();
        var type = types.All(each => SymbolEqualityComparer.Default.Equals(each.Type, types[0].Type)) ? types[0].Type : null;
        type ??= types.All(each => SymbolEqualityComparer.Default.Equals(each.ConvertedType, types[0].ConvertedType)) ? types[0].ConvertedType : null;
        if (type is null or { SpecialType: SpecialType.System_Void } || !Border.HasName(type) || Border.IsLambda(type) || type.IsRefLikeType) return false;
        // 400 here and 404 there are two answers.
        if (_toldApart && values.Count > 1 && Statuses.IsStatus(type, values[0], _scene.Model)) return false;
        if (holes.FirstOrDefault(hole => Enumerable.Range(0, values.Count).All(n => SyntaxFactory.AreEquivalent(hole.Values[n], values[n]))) is { } same)
        {
            holes.Add(same with { Values = values });
            return true;
        }
        var name = Unique(NameOf(values[0], type), holes);
        var canBeNull = types.Any(each => each.Type is null || each.Nullability.FlowState == NullableFlowState.MaybeNull);
        holes.Add(new Hole(values, type, name, canBeNull));
        return true;
    }

    bool IsValue(ExpressionSyntax value) =>
        !IsBound(value)
        && !_exits.Any(exit => exit.Tail.Any(statement => statement.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(local => value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Identifier.ValueText))))
        && value is not (AssignmentExpressionSyntax or InitializerExpressionSyntax) && !(value.Parent is AssignmentExpressionSyntax assignment && assignment.Left == value)
        && !(value.Parent is InvocationExpressionSyntax call && call.Expression == value)
        && (value is not (NameSyntax or MemberAccessExpressionSyntax or TypeSyntax) || _scene.Model.GetSymbolInfo(value, _scene.Cancellation).Symbol is not (INamespaceOrTypeSymbol or IMethodSymbol));

    static string Unique(string name, List<Hole> holes)
    {
        var free = name;
        for (var n = 2; holes.Any(hole => hole.Name == free); n++) free = name + n;
        return free;
    }

    // Body = …, error = …, message: …
    string NameOf(ExpressionSyntax value, ITypeSymbol type)
    {
        var name = value.Parent switch
        {
            AssignmentExpressionSyntax { Left: var left } => left.ToString().Split('.').Last(),
            AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: var given } => given,
            ArgumentSyntax argument => _scene.Model.GetOperation(argument, _scene.Cancellation) is Microsoft.CodeAnalysis.Operations.IArgumentOperation { Parameter: { } parameter } && !Names.IsEnvironment(parameter.ContainingType) ? parameter.Name : null,
            _ => null,
        };
        name ??= value switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            InvocationExpressionSyntax call when Rounded(call) is { } variable => variable,
            _ => type.SpecialType == SpecialType.System_String ? "Reason" : type.SpecialType != SpecialType.None ? "Value" : type.Name,
        };
        return Wording.Pascal(type.SpecialType == SpecialType.System_String && name.ToLowerInvariant() is "body" or "message" or "error" or "errormessage" or "detail" or "details" or "content" or "text" ? "Reason" : name);
    }

    // Math.Round(total, 2) is the total.
    static string? Rounded(InvocationExpressionSyntax call) => call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Round" or "Floor" or "Ceiling" or "Truncate" or "Max" or "Min" }, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax name }, ..] } ? name.Identifier.ValueText : null;
}
