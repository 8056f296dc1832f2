using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Takes AWS keys out of a file: the arguments of clients, the credentials made of the keys, and the constants and variables that nothing else takes.
/// </summary>
sealed class KeyRemoval
{
    readonly Target _target;
    readonly Dictionary<BaseObjectCreationExpressionSyntax, BaseObjectCreationExpressionSyntax> _clients = [];
    readonly HashSet<SyntaxNode> _gone = [];
    readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    KeyRemoval(Target target) => _target = target;

    /// <summary>The edit for the key that the finding stands at; null where it is used in another way.</summary>
    public static Edit? Plan(Target target)
    {
        var removal = new KeyRemoval(target);
        var isDone = target.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation ? removal.Take(creation)
            : target.Node.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } && removal.Take(variable);
        if (!isDone || removal._clients.Count == 0) return null;
        removal.TakeWhatIsLeft();
        return target.Replacing((root, _) => removal.Apply(root));
    }

    // Something that keys are given to: a client, or credentials that a client or a variable takes.
    bool Take(BaseObjectCreationExpressionSyntax creation)
    {
        if (_target.Model.GetTypeInfo(creation, _target.Cancellation).Type is not { } type) return false;
        if (!ClientWithoutKeys.IsCredentials(type)) return TakeFrom(creation);
        return creation.Parent switch
        {
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax around } => TakeFrom(around),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => Take(variable),
            _ => false,
        };
    }

    bool TakeFrom(BaseObjectCreationExpressionSyntax client)
    {
        if (ClientWithoutKeys.Of(client, _target) is not { } bare) return false;
        _clients[client] = bare;
        return true;
    }

    // A variable of this file that only clients and credentials take.
    bool Take(VariableDeclaratorSyntax variable)
    {
        if (DeclarationOf(variable) is not { } declaration || _target.Model.GetDeclaredSymbol(variable, _target.Cancellation) is not { } symbol) return false;
        if (!_seen.Add(symbol)) return true;
        foreach (var use in UsesOf(symbol))
            if (use.Parent is not ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax taker } || !Take(taker)) return false;
        _gone.Add(declaration);
        return true;
    }

    // The other half of the pair: variables whose every use has gone.
    void TakeWhatIsLeft()
    {
        var removed = _gone.Concat(_clients.Keys.SelectMany(ClientWithoutKeys.Arguments(_target))).ToList();
        foreach (var name in removed.SelectMany(node => node.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>().ToList())
            if (_target.Model.GetSymbolInfo(name, _target.Cancellation).Symbol is (IFieldSymbol or ILocalSymbol) and { DeclaringSyntaxReferences: [var reference] } symbol
                && reference.GetSyntax(_target.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax or BinaryExpressionSyntax } variable && DeclarationOf(variable) is { } declaration
                && UsesOf(symbol).All(use => removed.Exists(node => node.Span.Contains(use.Span)))) _gone.Add(declaration);
    }

    // A private field or a local, alone in its declaration, in no other part of the type.
    SyntaxNode? DeclarationOf(VariableDeclaratorSyntax variable) =>
        variable.SyntaxTree == _target.Root.SyntaxTree && variable.Parent is VariableDeclarationSyntax { Variables.Count: 1, Parent: (FieldDeclarationSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }) and var declaration }
        && _target.Model.GetDeclaredSymbol(variable, _target.Cancellation) is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 }
            // At the top level the statement goes with the member that holds it.
            ? declaration.Parent as GlobalStatementSyntax ?? (SyntaxNode)declaration : null;

    IEnumerable<ExpressionSyntax> UsesOf(ISymbol symbol) => Mentions.Of(symbol, _target.Root, _target.Model, _target.Cancellation).Select(Mentions.Whole);

    SyntaxNode Apply(SyntaxNode root)
    {
        root = root.TrackNodes(_clients.Keys.Concat(_gone));
        foreach (var client in _clients) root = root.ReplaceNode(root.GetCurrentNode(client.Key)!, client.Value);
        foreach (var node in _gone) root = root.RemoveNode(root.GetCurrentNode(node)!, SyntaxRemoveOptions.KeepDirectives | SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return root;
    }
}
