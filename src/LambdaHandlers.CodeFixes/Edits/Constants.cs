using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Where a constant is required, and how one becomes a variable.</summary>
static class Constants
{
    /// <summary>True when the expression stands where the language wants a constant and nothing can be done about it.</summary>
    public static bool IsRequiredAt(SyntaxNode expression)
    {
        foreach (var node in expression.Ancestors())
            switch (node)
            {
                case AttributeSyntax or CaseSwitchLabelSyntax or ConstantPatternSyntax or EnumMemberDeclarationSyntax or GotoStatementSyntax:
                case EqualsValueClauseSyntax { Parent: ParameterSyntax }:
                    return true;
                case StatementSyntax or MemberDeclarationSyntax or LambdaExpressionSyntax:
                    return false;
            }
        return false;
    }

    /// <summary>The constant that an expression initialises, or null.</summary>
    public static SyntaxNode? DeclarationOf(SyntaxNode expression) => expression.Ancestors().FirstOrDefault(node => node is StatementSyntax or MemberDeclarationSyntax or LambdaExpressionSyntax) switch
    {
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => field,
        LocalDeclarationStatementSyntax { IsConst: true } local => local,
        _ => null,
    };

    /// <summary>True when nothing would break if the constant were a variable: no use needs a constant, none runs before it is set, nobody outside sees it.</summary>
    public static bool CanVary(SyntaxNode declaration, Target target)
    {
        var variables = declaration is FieldDeclarationSyntax field ? field.Declaration.Variables : ((LocalDeclarationStatementSyntax)declaration).Declaration.Variables;
        if (variables.Count != 1 || target.Model.GetDeclaredSymbol(variables[0], target.Cancellation) is not { } symbol) return false;
        if (IsSeenOutside(symbol) && HasDependents(target.Document.Project)) return false;
        foreach (var tree in symbol is ILocalSymbol ? [target.Model.SyntaxTree] : target.Model.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var use in tree.GetRoot(target.Cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (use.Identifier.ValueText != symbol.Name) continue;
                model ??= tree == target.Model.SyntaxTree ? target.Model : target.Model.Compilation.GetSemanticModel(tree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, target.Cancellation).Symbol, symbol) && !CanReadVariable(use, declaration)) return false;
            }
        }
        return true;
    }

    static bool CanReadVariable(SyntaxNode use, SyntaxNode declaration)
    {
        if (IsRequiredAt(use) || DeclarationOf(use) is { } other && other != declaration) return false;
        // Fields are set in the order they are written; a constant is there before all of them.
        if (declaration is FieldDeclarationSyntax && use.SyntaxTree == declaration.SyntaxTree && use.SpanStart < declaration.SpanStart
            && use.Ancestors().Any(node => node is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax })) return false;
        return declaration is FieldDeclarationSyntax || !use.Ancestors().TakeWhile(node => node != declaration.Parent)
            .Any(node => node is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword) || node is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword));
    }

    static bool IsSeenOutside(ISymbol symbol)
    {
        for (; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
            if (symbol is ILocalSymbol or IMethodSymbol || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal) return false;
        return true;
    }

    /// <summary>True when other projects of the solution see this one.</summary>
    public static bool HasDependents(Project project) => project.Solution.GetProjectDependencyGraph().GetProjectsThatDirectlyDependOnThisProject(project.Id).Any();

    /// <summary><c>const</c> becomes <c>static readonly</c> in a field and goes in a local.</summary>
    public static SyntaxNode Varying(SyntaxNode declaration)
    {
        var modifiers = declaration is FieldDeclarationSyntax field ? field.Modifiers : ((LocalDeclarationStatementSyntax)declaration).Modifiers;
        var at = modifiers.IndexOf(SyntaxKind.ConstKeyword);
        var word = modifiers[at];
        if (declaration is FieldDeclarationSyntax member)
            return member.WithModifiers(modifiers.RemoveAt(at).InsertRange(at, [
                SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithLeadingTrivia(word.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(word.TrailingTrivia)]));
        var local = (LocalDeclarationStatementSyntax)declaration;
        return local.WithModifiers(modifiers.RemoveAt(at)).WithLeadingTrivia(local.GetLeadingTrivia());
    }
}
