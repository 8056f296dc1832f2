using System.Composition;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Secrets;

/// <summary>The keys go, and with them the credentials that were made of them: the client then finds the execution role.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class UseExecutionRoleFix() : LambdaFix(UseExecutionRole.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Role", "Remove the keys and use the execution role (revoke them too: they stay in the history)", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation || TypeOf(creation, target) is not { } type) return null;
        if (!IsCredentials(type)) return Without(creation, target) is { } client ? Replacing(target, [(creation, client)], []) : null;
        if (creation.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax around })
            return Without(around, target) is { } bare ? Replacing(target, [(around, bare)], []) : null;
        return creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: { } declaration } } variable } ? WithVariable(variable, declaration, target) : null;
    }

    // A variable that only clients take: it goes, and so do the arguments.
    static Edit? WithVariable(VariableDeclaratorSyntax variable, SyntaxNode declaration, Target target)
    {
        if (declaration is not (FieldDeclarationSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }) || target.Model.GetDeclaredSymbol(variable, target.Cancellation) is not { } symbol
            || symbol is IFieldSymbol { DeclaredAccessibility: not Accessibility.Private }) return null;
        var clients = new List<(BaseObjectCreationExpressionSyntax, BaseObjectCreationExpressionSyntax)>();
        foreach (var use in target.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == symbol.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(target.Model.GetSymbolInfo(use, target.Cancellation).Symbol, symbol)) continue;
            if (use.Parent is not ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax client } || Without(client, target) is not { } bare) return null;
            clients.Add((client, bare));
        }
        // A partial type may use it elsewhere.
        return symbol is IFieldSymbol && symbol.ContainingType.DeclaringSyntaxReferences.Length > 1 ? null : Replacing(target, clients, [declaration]);
    }

    static Edit Replacing(Target target, IReadOnlyList<(BaseObjectCreationExpressionSyntax Old, BaseObjectCreationExpressionSyntax New)> clients, IReadOnlyList<SyntaxNode> gone) => target.Replacing((root, _) =>
    {
        root = root.TrackNodes(clients.Select(each => (SyntaxNode)each.Old).Concat(gone));
        foreach (var (old, bare) in clients) root = root.ReplaceNode(root.GetCurrentNode(old)!, bare);
        foreach (var node in gone) root = root.RemoveNode(root.GetCurrentNode(node)!, SyntaxRemoveOptions.KeepDirectives | SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return root;
    });

    // The client without its credentials, when it has such a constructor.
    static BaseObjectCreationExpressionSyntax? Without(BaseObjectCreationExpressionSyntax creation, Target target)
    {
        if (creation.ArgumentList is not { } list || target.Model.GetSymbolInfo(creation, target.Cancellation).Symbol is not IMethodSymbol constructor || !IsClient(constructor.ContainingType)) return null;
        var kept = new List<(ArgumentSyntax Argument, IParameterSymbol Parameter)>();
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            var parameter = argument.NameColon is { } name ? constructor.Parameters.FirstOrDefault(each => each.Name == name.Name.Identifier.ValueText) : i < constructor.Parameters.Length ? constructor.Parameters[i] : null;
            if (parameter is null) return null;
            if (!IsCredentials(parameter.Type) && parameter.Name is not ("awsAccessKeyId" or "awsSecretAccessKey" or "awsSessionToken")) kept.Add((argument, parameter));
        }
        if (kept.Count == list.Arguments.Count || !constructor.ContainingType.InstanceConstructors.Any(other => other.DeclaredAccessibility == Accessibility.Public && Takes(other, kept))) return null;
        var arguments = kept.Select((each, index) => index == 0 ? each.Argument.WithLeadingTrivia() : each.Argument);
        return creation switch
        {
            ObjectCreationExpressionSyntax plain => plain.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(arguments, Commas(kept.Count)))),
            ImplicitObjectCreationExpressionSyntax plain => plain.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(arguments, Commas(kept.Count)))),
            _ => null,
        };
    }

    static IEnumerable<SyntaxToken> Commas(int count) => Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, count - 1));

    static bool Takes(IMethodSymbol constructor, List<(ArgumentSyntax Argument, IParameterSymbol Parameter)> kept) =>
        constructor.Parameters.Length == kept.Count
        && constructor.Parameters.Zip(kept, (parameter, each) => SymbolEqualityComparer.Default.Equals(parameter.Type, each.Parameter.Type) && (each.Argument.NameColon is null || each.Parameter.Name == parameter.Name)).All(fits => fits);

    static ITypeSymbol? TypeOf(BaseObjectCreationExpressionSyntax creation, Target target) => target.Model.GetTypeInfo(creation, target.Cancellation).Type;

    static bool IsCredentials(ITypeSymbol type) => Has(type, "AWSCredentials");

    static bool IsClient(ITypeSymbol type) => Has(type, "AmazonServiceClient");

    static bool Has(ITypeSymbol type, string name)
    {
        for (var each = type; each is not null; each = each.BaseType)
            if (each.Name == name && each.ContainingNamespace is { Name: "Runtime", ContainingNamespace.Name: "Amazon" }) return true;
        return false;
    }
}
