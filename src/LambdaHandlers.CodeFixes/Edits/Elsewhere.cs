using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>What lies in other projects of the solution: those that use a method, its tests above all, and those that this one references.</summary>
static class Elsewhere
{
    /// <summary>The places that name the method outside of its own project; null where another project overrides or implements it, or where nobody can tell.</summary>
    public static IReadOnlyList<(SimpleNameSyntax Name, SemanticModel Model)>? Uses(IMethodSymbol method, Solution solution, Compilation own, CancellationToken cancellation)
    {
        var found = new List<(SimpleNameSyntax, SemanticModel)>();
        if (method.DeclaredAccessibility == Accessibility.Private && method.ExplicitInterfaceImplementations.IsEmpty || method.MethodKind == MethodKind.LocalFunction) return found;
        if (method.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration || solution.GetDocument(declaration.SyntaxTree) is not { Project.Id: var home }) return null;
        var (name, wanted) = (method.Name.Substring(method.Name.LastIndexOf('.') + 1), Shown(method));
        foreach (var document in solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(home).Append(home).SelectMany(id => solution.GetProject(id)!.Documents))
        {
            // A menu is computed off the user's thread; what an editor shows is in memory.
            if (!document.GetTextAsync(cancellation).GetAwaiter().GetResult().ToString().Contains(name) || document.GetSyntaxRootAsync(cancellation).GetAwaiter().GetResult() is not { } root || own.ContainsSyntaxTree(root.SyntaxTree)) continue;
            var model = document.GetSemanticModelAsync(cancellation).GetAwaiter().GetResult()!;
            foreach (var token in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name))
                if (token.Parent is MethodDeclarationSyntax other && model.GetDeclaredSymbol(other, cancellation) is { } symbol && Follows(symbol, wanted))
                    return null;
                else if (token.Parent is SimpleNameSyntax use && model.GetSymbolInfo(use, cancellation) is var info && (info.Symbol is { } one ? Shown(one) == wanted : info.CandidateSymbols.Any(candidate => Shown(candidate) == wanted)))
                    found.Add((use, model));
        }
        return found;
    }

    /// <summary>The model of a file, also of one that declares an interface in a project that this one references.</summary>
    public static SemanticModel Model(SyntaxTree tree, Solution solution, Compilation own, CancellationToken cancellation) =>
        own.ContainsSyntaxTree(tree) ? own.GetSemanticModel(tree) : solution.GetDocument(tree)!.GetSemanticModelAsync(cancellation).GetAwaiter().GetResult()!;

    // Symbols of two compilations are never the same.
    static string Shown(ISymbol symbol) => symbol.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    static bool Follows(IMethodSymbol method, string wanted)
    {
        for (var at = method.OverriddenMethod; at is not null; at = at.OverriddenMethod)
            if (Shown(at) == wanted) return true;
        return method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers().OfType<IMethodSymbol>())
            .Any(member => Shown(member) == wanted && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }
}
