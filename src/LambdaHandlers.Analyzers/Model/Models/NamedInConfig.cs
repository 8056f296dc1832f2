using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>A handler string <c>Assembly::Type::Method</c> in a template, in tool settings, or assigned to a CDK <c>Handler</c> in this project names a method.</summary>
sealed class NamedInConfig
{
    readonly Dictionary<IMethodSymbol, (ImmutableArray<INamedTypeSymbol> Types, DeployedFunction? Function)> _named = new(SymbolEqualityComparer.Default);

    readonly Dictionary<INamedTypeSymbol, ImmutableArray<IMethodSymbol>> _on = new(SymbolEqualityComparer.Default);

    NamedInConfig() { }

    /// <summary>Resolves every handler string of this project.</summary>
    public static NamedInConfig Read(LambdaProject project, CancellationToken cancellation)
    {
        var found = new NamedInConfig();
        foreach (var function in project.Deployment.Functions)
            if (function.ParsedHandler is { IsExecutable: false } named && named.Names(project.Compilation.AssemblyName))
                found.Add(project, named, function);
        foreach (var text in StringsInCode(project, cancellation))
            if (HandlerString.TryParse(text) is { IsExecutable: false } named && named.Names(project.Compilation.AssemblyName))
                found.Add(project, named, null);
        return found;
    }

    /// <summary>The methods that handler strings name.</summary>
    public IEnumerable<IMethodSymbol> Methods => _named.Keys;

    /// <summary>The handler that this method is, or null.</summary>
    public Handler? Recognise(IMethodSymbol method, LambdaProject project)
    {
        if (!_named.TryGetValue(method, out var named))
            return null;
        var model = AspNetCore.DerivesFromEntryPoint(named.Types[0], project.Types.AspNetCoreFunction) ? ProgrammingModel.AspNetCore : ProgrammingModel.ClassLibrary;
        return new Handler(method, model, Certainty.Certain, project.Types, namedTypes: named.Types, function: named.Function);
    }

    /// <summary>The methods that handler strings name through a type, inherited ones included.</summary>
    public ImmutableArray<IMethodSymbol> On(INamedTypeSymbol type) => _on.TryGetValue(type, out var methods) ? methods : ImmutableArray<IMethodSymbol>.Empty;

    // Of overloads the runtime takes none, so none of them is a handler.
    void Add(LambdaProject project, HandlerString text, DeployedFunction? function)
    {
        if (project.Lookup(text) is not { Type: { } type, Method: { } method })
            return;
        var (types, before) = _named.TryGetValue(method, out var known) ? known : (ImmutableArray<INamedTypeSymbol>.Empty, null);
        var isKnown = types.Contains(type, SymbolEqualityComparer.Default);
        _named[method] = (isKnown ? types : types.Add(type), before ?? function);
        if (!isKnown) _on[type] = On(type).Add(method);
    }

    // Infrastructure code beside the function: new Function(this, "F", new FunctionProps { Handler = "Shop::Shop.Orders::Handle" }).
    static IEnumerable<string> StringsInCode(LambdaProject project, CancellationToken cancellation)
    {
        var prefix = project.Compilation.AssemblyName + "::";
        foreach (var index in project.Sources)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!index.Mentions("Handler") || index.Tree.GetText().ToString().IndexOf(prefix, StringComparison.OrdinalIgnoreCase) < 0)
                continue;
            foreach (var use in index.Uses("Handler"))
                if (use.Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax } assignment
                    && project.Compilation.GetSemanticModel(index.Tree).GetConstantValue(assignment.Right, cancellation) is { HasValue: true, Value: string text })
                    yield return text;
        }
    }
}
