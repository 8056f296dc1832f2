using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A piece of code that a handler reaches, and the way to it.</summary>
sealed class Reached
{
    internal Reached(Handler handler, ImmutableArray<SyntaxNode> steps) => (Handler, Steps) = (handler, steps);

    /// <summary>The handler that reaches it.</summary>
    public Handler Handler { get; }

    /// <summary>The places that lead here, from the code itself outward: the last one lies in the handler's text. Empty when the code lies there itself.</summary>
    internal ImmutableArray<SyntaxNode> Steps { get; }

    /// <summary>True when the code lies in the handler's own text.</summary>
    public bool IsDirect => Steps.IsEmpty;

    /// <summary>The way from the handler to here, as additional locations of a finding.</summary>
    public IEnumerable<Location> Way => Steps.IsEmpty ? [] : Steps.Reverse().Select(step => step.GetLocation()).Prepend(Handler.Name);
}

/// <summary>
/// What runs per invocation. Asked backwards, from the suspicious place: who leads here, and does that end at a handler?
/// </summary>
sealed class HandlerPath(LambdaProject project)
{
    const int MostDepth = 8;
    const int MostFrames = 200;

    readonly ConcurrentDictionary<(SyntaxNode Frame, bool EveryTime), Reached?> _known = new();

    /// <summary>
    /// The handler that reaches a node, by the shortest way; null when none does, or when nobody can tell.
    /// </summary>
    /// <param name="node">Any node of the compilation.</param>
    /// <param name="everyTime">True: ways that a lazy initialisation guards do not count, for they run once per environment.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public Reached? To(SyntaxNode node, bool everyTime, CancellationToken cancellation)
    {
        if (Frame.Around(node) is not { } frame || (everyTime && Once.Guards(node, frame, project, cancellation)))
            return null;
        return _known.TryGetValue((frame, everyTime), out var known) ? known : _known.GetOrAdd((frame, everyTime), Search(frame, everyTime, cancellation));
    }

    Reached? Search(SyntaxNode start, bool everyTime, CancellationToken cancellation)
    {
        var open = new Queue<(SyntaxNode Frame, ImmutableArray<SyntaxNode> Steps)>();
        var seen = new HashSet<SyntaxNode> { start };
        open.Enqueue((start, ImmutableArray<SyntaxNode>.Empty));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (frame, steps) = open.Dequeue();
            if (HandlerAt(frame, cancellation) is { } handler)
                return new Reached(handler, steps);
            if (frame is MethodDeclarationSyntax { Identifier.ValueText: "HandleAsync" } && Frame.Symbol(frame, project.Compilation.GetSemanticModel(frame.SyntaxTree), cancellation) is IMethodSymbol method && RecordHandlers.CallerOf(method, project, cancellation) is var (caller, place))
                return new Reached(caller, steps.Add(place));
            if (steps.Length == MostDepth) continue;
            foreach (var (site, isCall) in Expand(frame, everyTime, cancellation))
            {
                if (Frame.Around(site) is not { } next || (everyTime && Once.Guards(site, next, project, cancellation)) || !seen.Add(next))
                    continue;
                if (seen.Count > MostFrames) return null;
                open.Enqueue((next, isCall ? steps.Add(site) : steps));
            }
        }
        return null;
    }

    /// <summary>The handler whose text the frame is: itself, or a lambda or local function of it.</summary>
    Handler? HandlerAt(SyntaxNode frame, CancellationToken cancellation)
    {
        var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
        var member = frame is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax ? Frame.Member(frame) : frame;
        if (member is null) return null;
        var symbol = Frame.Symbol(member, model, cancellation);
        if (member == frame)
            return symbol is IMethodSymbol method && project.HandlerOf(method, cancellation) is { } handler ? handler
                : symbol is { IsStatic: false } && Frame.IsConstruction(frame) ? ActionOf(symbol as INamedTypeSymbol ?? symbol.ContainingType, cancellation) : null;
        var containing = member is CompilationUnitSyntax unit ? model.GetDeclaredSymbol(unit, cancellation) : symbol;
        return containing is null ? null : project.HandlersIn(containing, cancellation).FirstOrDefault(inside =>
            inside.Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && inside.Syntax.Contains(frame));
    }

    // A controller is made for every request.
    Handler? ActionOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        project.Init.IsController(type)
            ? type.GetMembers().OfType<IMethodSymbol>().Select(method => project.HandlerOf(method, cancellation)).FirstOrDefault(handler => handler is not null)
            : null;

    /// <summary>The places that run a frame; a lambda's own place is not a call.</summary>
    IEnumerable<(SyntaxNode Site, bool IsCall)> Expand(SyntaxNode frame, bool everyTime, CancellationToken cancellation)
    {
        var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
        if (frame is AnonymousFunctionExpressionSyntax lambda) return Held(lambda, isCall: false, model, everyTime, cancellation);
        return Frame.Symbol(frame, model, cancellation) switch
        {
            { IsStatic: true } when Frame.IsConstruction(frame) => [],
            { } symbol when Frame.IsConstruction(frame) && IsMadeByLambda(symbol as INamedTypeSymbol ?? symbol.ContainingType, cancellation) => [],
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => Creations(constructor, cancellation),
            INamedTypeSymbol type => Creations(type, cancellation),
            { ContainingType: { } type } when Frame.IsConstruction(frame) => Creations(type, cancellation),
            IMethodSymbol { AssociatedSymbol: IPropertySymbol property } accessor => Accesses(property, accessor.MethodKind == MethodKind.PropertySet, cancellation),
            IPropertySymbol property => Accesses(property, setter: false, cancellation),
            IMethodSymbol { MethodKind: MethodKind.Destructor or MethodKind.Conversion } => [],
            IMethodSymbol method => Runs(method, everyTime, cancellation),
            _ => [],
        };
    }

    // Once per environment; that a controller for trials makes another one says nothing of the function.
    bool IsMadeByLambda(INamedTypeSymbol type, CancellationToken cancellation) =>
        project.NamedOn(type, cancellation).Any(handler => handler is { Model: ProgrammingModel.ClassLibrary, Method.IsStatic: false });

    IEnumerable<(SyntaxNode, bool)> Sites(ISymbol member, Func<CallSite, bool> which, CancellationToken cancellation) =>
        project.Calls.Of(member, cancellation).Where(site => which(site) && !IsNameOnly(site.Node)).Select(site => (site.Node, true));

    // Called, or handed on as a method group.
    IEnumerable<(SyntaxNode, bool)> Runs(IMethodSymbol method, bool everyTime, CancellationToken cancellation)
    {
        foreach (var site in project.Calls.Of(method, cancellation))
            if (site.Target is ExpressionSyntax group && group.Parent is not InvocationExpressionSyntax && site.Node is SimpleNameSyntax && group.Parent is not ConditionalAccessExpressionSyntax && site.Node.Parent is not MemberBindingExpressionSyntax)
                foreach (var place in IsNameOnly(site.Node) ? [] : Held(group, isCall: true, site.Model, everyTime, cancellation)) yield return place;
            else if (!IsNameOnly(site.Node))
                yield return (site.Node, true);
    }

    IEnumerable<(SyntaxNode, bool)> Accesses(IPropertySymbol property, bool setter, CancellationToken cancellation) =>
        Sites(property, site => setter ? site.Writes : site.Reads, cancellation);

    // nameof(X) and typeof(X) run nothing.
    static bool IsNameOnly(SyntaxNode node) =>
        Mentions.IsNameOf(node) || node.Ancestors().TakeWhile(above => above is ExpressionSyntax).Any(above => above is TypeOfExpressionSyntax);

    /// <summary>Where objects whose construction runs this constructor are made: of the type itself and of what derives from it.</summary>
    IEnumerable<(SyntaxNode, bool)> Creations(IMethodSymbol constructor, CancellationToken cancellation)
    {
        var open = new Queue<IMethodSymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { constructor };
        open.Enqueue(constructor);
        while (open.Count > 0)
        {
            var at = open.Dequeue();
            foreach (var site in project.Calls.Of(at, cancellation)) yield return (site.Node, true);
            // : this(…) of a sibling, : base(…) of a derived type or its unwritten call of a constructor without parameters.
            foreach (var other in at.ContainingType.InstanceConstructors.Concat(project.Hierarchy.Below(at.ContainingType, cancellation).SelectMany(below => below.InstanceConstructors)))
                if (Chained(other, cancellation) is { } chained && SymbolEqualityComparer.Default.Equals(chained.OriginalDefinition, at.OriginalDefinition) && seen.Add(other))
                    open.Enqueue(other);
        }
    }

    IEnumerable<(SyntaxNode, bool)> Creations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.InstanceConstructors.SelectMany(constructor => Creations(constructor, cancellation)).Distinct();

    // The constructor that a constructor calls first.
    IMethodSymbol? Chained(IMethodSymbol constructor, CancellationToken cancellation)
    {
        SyntaxNode? initializer = Declared.In(constructor, project.Compilation).FirstOrDefault()?.GetSyntax(cancellation) switch
        {
            ConstructorDeclarationSyntax declaration => declaration.Initializer,
            TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax first, ..] } => first,
            _ => null,
        };
        return initializer is not null
            ? project.Compilation.GetSemanticModel(initializer.SyntaxTree).GetSymbolInfo(initializer, cancellation).Symbol as IMethodSymbol
            : constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(above => above.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams));
    }

    /// <summary>Where a delegate runs: a variable's where that is called or handed on; else where it stands, by whoever it is handed to (LINQ, ForEach, Task.Run, a retry policy).</summary>
    IEnumerable<(SyntaxNode, bool)> Held(ExpressionSyntax value, bool isCall, SemanticModel model, bool everyTime, CancellationToken cancellation)
    {
        SyntaxNode at = value;
        // One of several in a collection: the collection holds it.
        while (at.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax or ExpressionElementSyntax or ConditionalExpressionSyntax
                or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
            || at is InitializerExpressionSyntax && at.Parent is BaseObjectCreationExpressionSyntax
            || at.Parent is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax })
            at = at.Parent!;
        return at.Parent switch
        {
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax } initial => Invocations(model.GetDeclaredSymbol(initial.Parent!, cancellation), cancellation),
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => Invocations(model.GetDeclaredSymbol(property, cancellation), cancellation),
            AssignmentExpressionSyntax assignment when assignment.Right == at && model.GetSymbolInfo(assignment.Left, cancellation).Symbol is { DeclaringSyntaxReferences.IsEmpty: false } variable
                and (IFieldSymbol or IPropertySymbol or ILocalSymbol) => Invocations(variable, cancellation),
            // Commands["list"] = …; who knows which of them is called.
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax } => [],
            ArgumentSyntax argument when everyTime && Once.IsFactoryArgument(argument) => [],
            _ => [(value, isCall)],
        };
    }

    IEnumerable<(SyntaxNode, bool)> Invocations(ISymbol? variable, CancellationToken cancellation) =>
        variable is null ? [] : Sites(variable, static site => !site.Writes, cancellation);
}
