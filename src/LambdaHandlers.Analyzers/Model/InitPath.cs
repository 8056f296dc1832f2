using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What runs once per execution environment: initialisers and constructors of what lives as long as it, start-up code, and what only those call.
/// </summary>
sealed class InitPath(LambdaProject project)
{
    const int MostDepth = 4;

    readonly ConcurrentDictionary<SyntaxNode, bool> _known = new();
    readonly ConcurrentDictionary<INamedTypeSymbol, bool> _longLived = new(SymbolEqualityComparer.Default);

    /// <summary>True when the node runs once per environment.</summary>
    public bool Contains(SyntaxNode node, CancellationToken cancellation) =>
        Frame.Around(node) is { } frame && IsInit(frame, MostDepth, cancellation);

    bool IsInit(SyntaxNode frame, int depth, CancellationToken cancellation) =>
        _known.TryGetValue(frame, out var known) ? known : _known[frame] = Decide(frame, depth, cancellation);

    bool Decide(SyntaxNode frame, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
        switch (frame)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                if (project.HandlersIn(Containing(lambda, model, cancellation), cancellation).Any(handler => handler.Syntax.Contains(lambda))) return false;
                // Kept in a variable it runs when that is called; handed to somebody it runs where we are.
                return lambda.Parent is ArgumentSyntax && Frame.Around(lambda) is { } outer && IsInit(outer, depth, cancellation);
            case LocalFunctionStatementSyntax local:
                return OnlyInitCalls(model.GetDeclaredSymbol(local, cancellation) as IMethodSymbol, depth, cancellation);
            case CompilationUnitSyntax:
                return true;
        }
        return Frame.Symbol(frame, model, cancellation) switch
        {
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => true,
            IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } => IsLongLived(type, cancellation),
            IMethodSymbol { IsStatic: true, Name: "Main" } => true,
            IMethodSymbol { ContainingType: { } type } method when IsStartup(type, method) => true,
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => OnlyInitCalls(method, depth, cancellation),
            INamedTypeSymbol type => IsLongLived(type, cancellation),
            IFieldSymbol or IPropertySymbol when frame is not EqualsValueClauseSyntax => false,
            { IsStatic: true } => true,
            { ContainingType: { } type } => IsLongLived(type, cancellation),
            _ => false,
        };
    }

    static ISymbol Containing(SyntaxNode node, SemanticModel model, CancellationToken cancellation) => model.GetEnclosingSymbol(node.SpanStart, cancellation) is { } symbol ? Outermost(symbol) : model.Compilation.Assembly;

    static ISymbol Outermost(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, ContainingSymbol: { } outer }) symbol = outer;
        return symbol;
    }

    static bool IsStartup(INamedTypeSymbol type, IMethodSymbol method) =>
        method.Name is "ConfigureServices" or "ConfigureHostBuilder" or "ConfigureContainer"
        || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LambdaStartupAttribute");

    bool OnlyInitCalls(IMethodSymbol? method, int depth, CancellationToken cancellation)
    {
        if (method is null || depth == 0 || project.HandlerOf(method, cancellation) is not null) return false;
        var sites = project.Calls.Of(method, cancellation);
        return !sites.IsEmpty && sites.All(site => Frame.Around(site.Node) is { } caller && IsInit(caller, depth - 1, cancellation));
    }

    /// <summary>
    /// True when objects of the type live as long as the environment: Lambda makes one of the handler's class, and what that one or start-up code makes and keeps lives with it.
    /// </summary>
    public bool IsLongLived(INamedTypeSymbol type, CancellationToken cancellation)
    {
        type = type.OriginalDefinition;
        if (_longLived.TryGetValue(type, out var known)) return known;
        _longLived[type] = false; // what only makes itself does not live on
        return _longLived[type] = HasHandler(type, cancellation)
            || project.Hierarchy.Below(type, cancellation).Any(below => HasHandler(below, cancellation))
            || IsSingleton(type)
            || type.InstanceConstructors.SelectMany(constructor => project.Calls.Of(constructor, cancellation)).Any(site => IsKept(site, cancellation));
    }

    bool HasHandler(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            foreach (var member in at.GetMembers())
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
                    && project.HandlerOf(method, cancellation) is { Model: not ProgrammingModel.AspNetCore })
                    return true;
        return false;
    }

    // services.AddSingleton<IClock, Clock>()
    bool IsSingleton(INamedTypeSymbol type)
    {
        foreach (var tree in project.Compilation.SyntaxTrees)
        {
            var index = SourceIndex.Of(tree);
            if (!index.Mentions(type.Name) || !Registrations.Any(index.Mentions)) continue;
            foreach (var registration in Registrations)
                foreach (var use in index.Uses(registration))
                    if (tree.GetRoot().FindNode(use) is GenericNameSyntax { TypeArgumentList.Arguments: [.., var last] }
                        && last.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == type.Name))
                        return true;
        }
        return false;
    }

    static readonly string[] Registrations = ["AddSingleton", "TryAddSingleton", "AddKeyedSingleton"];

    // new Clock() in an initialiser or a constructor, not thrown away there.
    bool IsKept(CallSite site, CancellationToken cancellation)
    {
        if (!Contains(site.Node, cancellation)) return false;
        var creation = site.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
        return creation?.Parent switch
        {
            // var clock = new Clock(); at the top level is caught by the handler's lambda.
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax local } } => local.Parent is GlobalStatementSyntax,
            ExpressionStatementSyntax or MemberAccessExpressionSyntax => false,
            _ => true,
        };
    }
}
