using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A piece of code that a handler reaches, and the way to it.</summary>
public sealed class Reached
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
        if (member == frame)
            return Frame.Symbol(frame, model, cancellation) is IMethodSymbol method ? project.HandlerOf(method, cancellation) : null;
        var containing = member is CompilationUnitSyntax ? model.GetDeclaredSymbol((CompilationUnitSyntax)member, cancellation) : Frame.Symbol(member, model, cancellation);
        if (containing is null) return null;
        foreach (var handler in project.HandlersIn(containing, cancellation))
            if (handler.Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && handler.Syntax.Contains(frame))
                return handler;
        return null;
    }

    /// <summary>The places that run a frame; a lambda's own place is not a call.</summary>
    IEnumerable<(SyntaxNode Site, bool IsCall)> Expand(SyntaxNode frame, bool everyTime, CancellationToken cancellation)
    {
        var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
        switch (frame)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                return ExpandLambda(lambda, model, everyTime, cancellation);
            case CompilationUnitSyntax:
                return [];
            case EqualsValueClauseSyntax or PrimaryConstructorBaseTypeSyntax:
                // An instance initialiser runs with every construction.
                return Frame.Symbol(frame, model, cancellation) switch
                {
                    { IsStatic: true } => [],
                    INamedTypeSymbol type => Creations(type, cancellation),
                    { ContainingType: { } type } => Creations(type, cancellation),
                    _ => [],
                };
            case ConstructorDeclarationSyntax constructor:
                return model.GetDeclaredSymbol(constructor, cancellation) is { IsStatic: false } symbol ? Creations(symbol, cancellation) : [];
        }
        return Frame.Symbol(frame, model, cancellation) switch
        {
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.Destructor or MethodKind.Conversion } => [],
            IMethodSymbol { AssociatedSymbol: IPropertySymbol property } accessor => Accesses(property, accessor.MethodKind == MethodKind.PropertySet, cancellation),
            IPropertySymbol property => Accesses(property, setter: false, cancellation),
            IMethodSymbol method => Sites(method, static _ => true, cancellation),
            _ => [],
        };
    }

    IEnumerable<(SyntaxNode, bool)> Sites(ISymbol member, Func<CallSite, bool> which, CancellationToken cancellation) =>
        project.Calls.Of(member, cancellation).Where(site => which(site) && !IsNameOnly(site.Node)).Select(site => (site.Node, true));

    IEnumerable<(SyntaxNode, bool)> Accesses(IPropertySymbol property, bool setter, CancellationToken cancellation) =>
        Sites(property, site => setter ? site.Writes : site.Reads, cancellation);

    // nameof(X) and typeof(X) run nothing.
    static bool IsNameOnly(SyntaxNode node) =>
        node.Ancestors().TakeWhile(above => above is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax)
            .Any(above => above is TypeOfExpressionSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });

    /// <summary>Where objects whose construction runs this constructor are made: of the type itself and of what derives from it.</summary>
    IEnumerable<(SyntaxNode, bool)> Creations(IMethodSymbol constructor, CancellationToken cancellation)
    {
        foreach (var site in project.Calls.Of(constructor, cancellation)) yield return (site.Node, true);
        // : this(…) of a sibling, : base(…) or an implicit call from a derived type.
        foreach (var sibling in constructor.ContainingType.InstanceConstructors)
            if (!SymbolEqualityComparer.Default.Equals(sibling, constructor) && Initializer(sibling) is { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.ThisKeyword })
                foreach (var site in project.Calls.Of(sibling, cancellation)) yield return (site.Node, true);
        foreach (var below in project.Hierarchy.Below(constructor.ContainingType, cancellation))
            foreach (var derived in below.InstanceConstructors)
                foreach (var site in project.Calls.Of(derived, cancellation)) yield return (site.Node, true);
    }

    IEnumerable<(SyntaxNode, bool)> Creations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.InstanceConstructors.SelectMany(constructor => Creations(constructor, cancellation)).Distinct();

    static ConstructorInitializerSyntax? Initializer(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences is [var declaration, ..] && declaration.GetSyntax() is ConstructorDeclarationSyntax { Initializer: { } initializer } ? initializer : null;

    IEnumerable<(SyntaxNode, bool)> ExpandLambda(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, bool everyTime, CancellationToken cancellation)
    {
        SyntaxNode value = lambda;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) value = value.Parent;
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } or EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax }:
                return Invocations(model.GetDeclaredSymbol(value.Parent.Parent!, cancellation), cancellation);
            case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return Invocations(model.GetDeclaredSymbol(property, cancellation), cancellation);
            case AssignmentExpressionSyntax assignment when assignment.Right == value && model.GetSymbolInfo(assignment.Left, cancellation).Symbol is IFieldSymbol or IPropertySymbol or ILocalSymbol:
                return Invocations(model.GetSymbolInfo(assignment.Left, cancellation).Symbol, cancellation);
            case ArgumentSyntax argument when everyTime && Once.IsFactoryArgument(argument):
                return [];
            default:
                // Handed to somebody, who runs it where we are: LINQ, ForEach, Task.Run, a retry policy.
                return [(lambda, false)];
        }
    }

    // A delegate that a variable holds runs where the variable is called or handed on.
    IEnumerable<(SyntaxNode, bool)> Invocations(ISymbol? variable, CancellationToken cancellation) =>
        variable is null ? [] : Sites(variable, static site => !site.Writes, cancellation);
}
