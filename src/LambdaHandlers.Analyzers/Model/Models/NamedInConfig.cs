using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>A handler string <c>Assembly::Type::Method</c> in a template, in tool settings, or assigned to a CDK <c>Handler</c> in this project names a method.</summary>
sealed class NamedInConfig
{
    readonly Dictionary<IMethodSymbol, (INamedTypeSymbol NamedType, DeployedFunction? Function)> _named = new(SymbolEqualityComparer.Default);

    NamedInConfig() { }

    /// <summary>Resolves every handler string of this project.</summary>
    public static NamedInConfig Read(LambdaProject project, CancellationToken cancellation)
    {
        var found = new NamedInConfig();
        foreach (var function in project.Deployment.Functions)
            if (function.ParsedHandler is { Type: { } type, Method: { } method } named && named.Names(project.Compilation.AssemblyName))
                found.Add(project.Compilation, type, method, function);
        foreach (var text in StringsInCode(project.Compilation, cancellation))
            if (HandlerString.TryParse(text) is { Type: { } type, Method: { } method } parsed
                && parsed.Names(project.Compilation.AssemblyName))
                found.Add(project.Compilation, type, method, null);
        return found;
    }

    /// <summary>The handler that this method is, or null.</summary>
    public Handler? Recognise(IMethodSymbol method, LambdaProject project)
    {
        if (!_named.TryGetValue(method, out var named))
            return null;
        var model = AspNetCore.DerivesFromEntryPoint(named.NamedType, project.Types.AspNetCoreFunction) ? ProgrammingModel.AspNetCore : ProgrammingModel.ClassLibrary;
        return new Handler(method, model, Certainty.Certain, project.Types, namedType: named.NamedType, function: named.Function);
    }

    void Add(CSharpCompilation compilation, string typeName, string methodName, DeployedFunction? function)
    {
        if (compilation.Assembly.GetTypeByMetadataName(typeName) is not { } type)
            return;
        foreach (var method in Resolve(type, methodName))
            if (!_named.TryGetValue(method, out var before) || (before.Function is null && function is not null))
                _named[method] = (type, function);
    }

    /// <summary>
    /// The methods that the runtime finds under a name: declared in the type, else in its base, and so on up; several are overloads, which it refuses.
    /// A name with a space is a signature, as <c>MethodInfo.ToString</c> writes it; only its name is compared here.
    /// </summary>
    public static ImmutableArray<IMethodSymbol> Resolve(INamedTypeSymbol type, string methodName)
    {
        var name = methodName.IndexOf(' ') is var space and > 0 && methodName.IndexOf('(') is var open && open > space
            ? methodName.Substring(space + 1, open - space - 1)
            : methodName;
        for (var at = type; at is not null; at = at.BaseType)
        {
            var here = at.GetMembers().OfType<IMethodSymbol>().Where(method => method.MetadataName == name).Select(method => method.OriginalDefinition).ToImmutableArray();
            if (!here.IsEmpty) return here;
        }
        return ImmutableArray<IMethodSymbol>.Empty;
    }

    // Infrastructure code beside the function: new Function(this, "F", new FunctionProps { Handler = "Shop::Shop.Orders::Handle" }).
    static IEnumerable<string> StringsInCode(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var prefix = compilation.AssemblyName + "::";
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!SourceIndex.Of(tree).Mentions("Handler") || tree.GetText().ToString().IndexOf(prefix, StringComparison.OrdinalIgnoreCase) < 0)
                continue;
            foreach (var use in SourceIndex.Of(tree).Uses("Handler"))
                if (tree.GetRoot(cancellation).FindNode(use).Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax } assignment
                    && compilation.GetSemanticModel(tree).GetConstantValue(assignment.Right, cancellation) is { HasValue: true, Value: string text })
                    yield return text;
        }
    }
}
