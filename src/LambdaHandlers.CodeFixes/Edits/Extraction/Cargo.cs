using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A value that the new method is handed.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanBeNull">True where null may come.</param>
/// <param name="Argument">What the handler passes.</param>
sealed record Inflow(string Name, ITypeSymbol Type, bool CanBeNull, string Argument)
{
    /// <summary>True for the handler's logger.</summary>
    public bool IsLogger { get; init; }
}

/// <summary>A local of the handler that the new method computes.</summary>
/// <param name="Symbol">The local.</param>
/// <param name="CanBeNull">True where it may be null behind the run.</param>
/// <param name="IsDeclared">True when the run declares it, false when it only assigns it.</param>
sealed record Outflow(ILocalSymbol Symbol, bool CanBeNull, bool IsDeclared);

/// <summary>A run and all that has to cross the border with it; there is none where the run can't leave.</summary>
sealed class Cargo
{
    Cargo(Run run, Scene scene, Survey survey, IReadOnlyList<Exit> exits, Closure closure) => (Run, Scene, Survey, Exits, Closure) = (run, scene, survey, exits, closure);

    public Run Run { get; }
    public Scene Scene { get; }
    public Survey Survey { get; }
    public IReadOnlyList<Exit> Exits { get; }
    public Closure Closure { get; }

    /// <summary>What the method is handed, payload first, logger last.</summary>
    public List<Inflow> Ins { get; } = [];

    /// <summary>What the handler needs of it.</summary>
    public List<Outflow> Outs { get; } = [];

    /// <summary>Locals of the handler that only the run needs, and that it assigns first.</summary>
    public List<ILocalSymbol> Own { get; } = [];

    /// <summary>How the handler answers the ways out; empty where it only passes a result on.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; } = [];

    /// <summary>True when the end of the run can be reached.</summary>
    public bool EndIsReachable { get; private set; }

    /// <summary>True when every way out returns what the handler returns, and the handler passes it on.</summary>
    public bool ReturnsForHandler { get; private set; }

    /// <summary>True when nothing follows the run, so that to leave it is to end the method.</summary>
    public bool EndsForHandler { get; private set; }

    /// <summary>What stands in the moved code instead of pieces of the event.</summary>
    public Dictionary<SyntaxNode, string> Replaced { get; } = [];

    /// <summary>Where the handler takes for granted that something is there because the run has said so.</summary>
    public List<IdentifierNameSyntax> Asserted { get; } = [];

    /// <summary>The cargo of a run, or null.</summary>
    /// <param name="run">The run.</param>
    /// <param name="scene">The handler.</param>
    /// <param name="blocker">What keeps it in the handler.</param>
    public static Cargo? Of(Run run, Scene scene, out SyntaxNode? blocker)
    {
        var survey = Survey.Of(run.Nodes(), scene, run.Holder, run.Declares);
        var exits = Exit.Of(run, survey);
        blocker = survey.Obstacles.FirstOrDefault(obstacle => !exits.Any(exit => exit.Contains(obstacle)))
            ?? exits.SelectMany(exit => exit.Tail.Where(statement => statement != exit.Jump && (scene.Domain.Any(node => statement.Span.Contains(node.Span)) || exits.Any(other => other != exit && statement.Span.Contains(other.Jump.Span))))).FirstOrDefault();
        if (blocker is not null) return null;
        var closure = Closure.Of(survey.Members.Where(each => !exits.Any(exit => exit.Contains(each.Place))), scene, node => run.Contains(node) && !exits.Any(exit => exit.Contains(node)));
        blocker = closure.Blocker;
        if (blocker is not null) return null;
        var cargo = new Cargo(run, scene, survey, exits, closure);
        blocker = run.Head;
        return cargo.Flow() ? cargo : null;
    }

    /// <summary>True for a place in code that leaves the handler; what is handed back from the ways out leaves too.</summary>
    public bool Leaves(SyntaxNode node) => !Exits.Any(exit => exit.Contains(node)) || Answers.Any(answer => answer.Holes.Any(hole => hole.Values.Any(value => value.Span.Contains(node.Span))))
        || (ReturnsForHandler && Exits.Any(exit => exit.Contains(node)));

    bool Flow()
    {
        var model = Scene.Model;
        var flow = model.AnalyzeDataFlow(Run.Head, Run.End);
        var control = model.AnalyzeControlFlow(Run.Head, Run.End);
        if (flow is not { Succeeded: true } || control is not { Succeeded: true }) return false;
        EndIsReachable = control.EndPointIsReachable;
        var written = new HashSet<ISymbol>(flow.WrittenInside, SymbolEqualityComparer.Default);
        if (!Jumps(written)) return false;
        var used = new HashSet<ISymbol>(Survey.Values.Where(each => Leaves(each.Place)).Select(each => each.Symbol), SymbolEqualityComparer.Default);
        var flowsIn = new HashSet<ISymbol>(flow.DataFlowsIn, SymbolEqualityComparer.Default);
        var flowsOut = new HashSet<ISymbol>(flow.DataFlowsOut, SymbolEqualityComparer.Default);
        foreach (var symbol in written)
            if (!Run.Declares(symbol) && symbol is not ILocalSymbol || (flow.CapturedOutside.Contains(symbol, SymbolEqualityComparer.Default) && !Run.Declares(symbol))) return false;
        foreach (var symbol in flow.DataFlowsOut)
            if (symbol is not ILocalSymbol local || !AddOut(local, flow)) return false;
        // Declared here, read later, but never with the value from here.
        if (flow.VariablesDeclared.Any(symbol => !flowsOut.Contains(symbol) && UsedBehind(symbol))) return false;
        if (Outs.Any(each => !each.IsDeclared) && Exits.Any(exit => exit.Jump is not ReturnStatementSyntax)) return false;
        if (written.Any(symbol => !Run.Declares(symbol) && IsSeenByCatch(symbol))) return false;
        foreach (var symbol in used)
            if (symbol is ILocalSymbol local && !flowsIn.Contains(symbol)) Own.Add(local);
            else if (IsOutsideHandler(symbol)) { if (!DependOn(symbol, written)) return false; }
            else AddIn(symbol);
        foreach (var (member, type) in Closure.Passed) Ins.Add(new Inflow(Wording.Camel(member.Name), type, type.NullableAnnotation == NullableAnnotation.Annotated, member.Name));
        Cross();
        foreach (var pair in Closure.Renamed) Replaced[pair.Key] = pair.Value;
        var order = Ins.OrderBy(each => each.IsLogger ? 3 : each.Type.Name == "CancellationToken" ? 4 : IsPayload(each) ? 0 : 1).ToList();
        Ins.Clear();
        Ins.AddRange(order);
        return Ins.Select(each => each.Name).Distinct().Count() == Ins.Count && Outs.Count <= 8 && !ReleasesTooEarly()
            && Ins.Select(each => each.Type).Concat(Outs.Select(each => each.Symbol.Type)).Concat(Answers.SelectMany(answer => answer.Holes).Select(hole => hole.Type)).Concat(Closure.Dependencies.Select(each => each.Type)).All(Closure.Lift);

        static bool IsPayload(Inflow value) => !value.Type.DeclaringSyntaxReferences.IsEmpty && value.Type.TypeKind != TypeKind.Interface;
    }

    bool Jumps(HashSet<ISymbol> written)
    {
        if (Exits.Count == 0) return true;
        var returned = Exits.Select(exit => (exit.Jump as ReturnStatementSyntax)?.Expression).ToList();
        if (!EndIsReachable && Exits.All(exit => exit.Tail.Count == 1) && returned.All(value => value is not null && !Survey.Obstacles.Any(obstacle => value.Span.Contains(obstacle.Span)))
            && Scene.Handler.Output is { } output && !Border.IsLambda(output) && Border.HasName(output))
            return ReturnsForHandler = true;
        if (Exits.All(exit => exit.Tail.Count == 1 && (exit.Jump is ReturnStatementSyntax { Expression: null } ? IsLastOf(Scene.Body) : exit.Jump is ContinueStatementSyntax && IsLastOf(Run.Holder) && IsLoopBody(Run.Holder))))
            return EndsForHandler = true;
        if (Templates.Of(Run, Scene, Survey, Exits, written) is not { } answers) return false;
        Answers = answers;
        return true;
    }

    bool IsLastOf(SyntaxNode block) => Run.Holder == block && Run.Last == Run.List.Count - 1;

    static bool IsLoopBody(SyntaxNode block) => block.Parent is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    bool AddOut(ILocalSymbol local, DataFlowAnalysis flow)
    {
        if (!Border.HasName(local.Type) || Border.IsLambda(local.Type) || local.Type.IsRefLikeType || local.RefKind != RefKind.None || local.IsUsing || local.IsConst) return false;
        if (flow.CapturedInside.Contains(local, SymbolEqualityComparer.Default) && flow.WrittenOutside.Contains(local, SymbolEqualityComparer.Default)) return false;
        Outs.Add(new Outflow(local, UsesBehind(local).Any(name => Scene.Model.GetTypeInfo(name, Scene.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull), Run.Declares(local)));
        return true;
    }

    IEnumerable<IdentifierNameSyntax> UsesBehind(ISymbol symbol) => Mentions.Of(symbol, Scene.Body, Scene.Model, Scene.Cancellation).Where(name => name.SpanStart >= Run.End.Span.End);

    bool UsedBehind(ISymbol symbol) => Scene.Declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == symbol.Name && !Run.Contains(name)
        && SymbolEqualityComparer.Default.Equals(Scene.Model.GetSymbolInfo(name, Scene.Cancellation).Symbol, symbol));

    // An exception in the new method leaves the handler's local as it was.
    bool IsSeenByCatch(ISymbol symbol)
    {
        foreach (var guarded in Run.Head.Ancestors().OfType<TryStatementSyntax>().Where(each => each.Block.Span.Contains(Run.Span) && Scene.Body.Span.Contains(each.Span)))
            if (!symbol.DeclaringSyntaxReferences.Any(each => guarded.Span.Contains(each.Span))
                && Scene.Body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.SpanStart > guarded.Block.Span.End && name.Identifier.ValueText == symbol.Name))
                return true;
        return false;
    }

    bool IsOutsideHandler(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.Any(each => Scene.Declaration.Span.Contains(each.Span));

    // A client of the program around a lambda: made once, and handed to the constructor.
    bool DependOn(ISymbol symbol, HashSet<ISymbol> written)
    {
        if (symbol is not ILocalSymbol local || written.Contains(symbol) || Scene.TypeDeclaration is not null) return false;
        var dependency = new Dependency(local, local.Type, Scene.Model.GetTypeInfo(Survey.Values.First(each => SymbolEqualityComparer.Default.Equals(each.Symbol, symbol)).Place, Scene.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull, "_" + Wording.Camel(local.Name).TrimStart('@'), Wording.Camel(local.Name));
        Closure.Dependencies.Add(dependency);
        foreach (var (place, _) in Survey.Values.Where(each => SymbolEqualityComparer.Default.Equals(each.Symbol, symbol) && Leaves(each.Place))) Replaced[place] = dependency.Field;
        return true;
    }

    void AddIn(ISymbol symbol)
    {
        var type = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
        var first = Survey.Values.First(each => SymbolEqualityComparer.Default.Equals(each.Symbol, symbol) && Leaves(each.Place)).Place;
        // order!.Id says that the order is there: now the call says so, and the handler once more.
        var isAsserted = first.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        if (isAsserted && UsesBehind(symbol).FirstOrDefault() is { Parent: MemberAccessExpressionSyntax access } next && access.Expression == next) Asserted.Add(next);
        Ins.Add(new Inflow(first.Identifier.Text, type, Scene.Model.GetTypeInfo(first, Scene.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull, first.Identifier.Text + (isAsserted ? "!" : "")));
    }

    /// <summary>Pieces of the event and the context: one parameter for each path.</summary>
    void Cross()
    {
        foreach (var group in Survey.Crossings.Where(each => Leaves(each.Place)).GroupBy(each => each.Place.NormalizeWhitespace().ToString()))
        {
            var one = group.First();
            var name = one.IsLogger ? Free("logger", "lambdaLogger") : Free(NameOf(one.Place), Wording.Camel(one.Root.Name) + Wording.Pascal(NameOf(one.Place)));
            // What is left of the time is another answer after every call: the question crosses, not the answer.
            var clock = IsClock(one) && (group.Count() > 1 || Run.Awaits || !RunsOnce(one.Place)) ? Scene.Project.Find("System.Func`1")?.Construct(one.Type) : null;
            foreach (var crossing in group)
                // () => context.RemainingTime is the question itself.
                if (clock is not null && crossing.Place.Parent is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } question) Replaced[question] = name;
                else Replaced[crossing.Place] = clock is null ? name : name + "()";
            var argument = one.Place.WithoutTrivia().ToString();
            Ins.Add(clock is not null ? new Inflow(name, clock, CanBeNull: false, "() => " + argument)
                : new Inflow(name, one.Type, group.Any(each => Scene.Model.GetTypeInfo(each.Place, Scene.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull), argument) { IsLogger = one.IsLogger });
        }
    }

    static bool IsClock(Crossing crossing) => crossing.Place is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RemainingTime" } && crossing.Type.Name == "TimeSpan";

    bool RunsOnce(SyntaxNode place) => !place.Ancestors().TakeWhile(node => node != Run.Holder).Any(node => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    string Free(params string[] wishes)
    {
        var used = new HashSet<string>(Run.Nodes().Select(Declared).OfType<string>().Concat(Ins.Select(each => each.Name)).Concat(Own.Select(each => each.Name)).Concat(Outs.Select(each => each.Symbol.Name)));
        return wishes.FirstOrDefault(wish => !used.Contains(wish)) ?? Enumerable.Range(2, 50).Select(n => wishes[0] + n).First(wish => !used.Contains(wish));
    }

    static string? Declared(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText,
        FromClauseSyntax from => from.Identifier.ValueText,
        LetClauseSyntax let => let.Identifier.ValueText,
        _ => null,
    };

    // record.S3.Object.Key is the objectKey, request.Body the body.
    static string NameOf(ExpressionSyntax path)
    {
        var parts = path.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).Skip(1).ToList();
        if (parts.Count == 0) return Wording.Camel(path.ToString());
        var last = parts[parts.Count - 1];
        return Wording.Camel(last is "Name" or "Key" or "Id" or "Value" or "Type" or "Size" or "Data" or "Message" or "Method" && parts.Count > 1 ? parts[parts.Count - 2] + last
            : last == "AwsRequestId" ? "requestId" : last);
    }

    // A using declaration in the run ends with it: what is handed out must not live on it.
    bool ReleasesTooEarly() => Run.Statements.OfType<LocalDeclarationStatementSyntax>().Any(local => local.UsingKeyword != default)
        && Outs.Any(each => each.Symbol.Type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable) || each.Symbol.Type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
}
