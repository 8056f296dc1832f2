using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Moves the creation of an object into a static field of its class, or, in top-level statements, into a local before the handler.
/// Offered only where nobody changes, replaces or disposes the object, for from then on all invocations share it.
/// </summary>
sealed class HoistToField
{
    readonly Target _target;
    readonly ExpressionSyntax _made;
    readonly INamedTypeSymbol _type;
    readonly SyntaxNode _scope;
    readonly TypeDeclarationSyntax? _container;
    // var x = …; or using (var x = …) { … }; null where the creation stands in the middle of an expression.
    readonly VariableDeclaratorSyntax? _local;
    readonly StatementSyntax? _holder;

    HoistToField(Target target, ExpressionSyntax made, INamedTypeSymbol type)
    {
        (_target, _made, _type) = (target, made, type);
        _container = made.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        _scope = _container is null ? target.Root : made.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        if (made.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax { Parent: BlockSyntax } holder } } local })
            (_local, _holder) = (local, holder);
    }

    /// <summary>The edit, or null where sharing the object would change what the code does.</summary>
    public static Edit? Plan(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } made
            || target.Model.GetTypeInfo(made, target.Cancellation).Type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
            return null;
        var hoist = new HoistToField(target, made, type);
        return hoist.CanMove() && hoist.Uses() is { } uses
            && Construction.Of(made, hoist._local, hoist._scope, target.Model, target.Cancellation) is { } construction
            && construction.Absorbed.Concat(uses.Disposals).Concat(hoist._holder is null ? [] : [hoist._holder]).All(IsPlainlyRemovable)
            ? cancellation => Task.FromResult(target.Document.WithSyntaxRoot(hoist.Apply(construction, uses)).Project.Solution)
            : null;
    }

    // What runs once already stays; a static lambda captures nothing.
    bool CanMove()
    {
        if (_container is InterfaceDeclarationSyntax) return false;
        if (_container is not null)
            return _scope is not BaseFieldDeclarationSyntax { Modifiers: var modifiers } || !modifiers.Any(SyntaxKind.StaticKeyword);
        var functions = _made.Ancestors().Where(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax).ToList();
        return functions.Count > 0 && !functions.Any(Frame.IsClosed);
    }

    /// <summary>The places that will use the field, and the statements that dispose the local.</summary>
    sealed record Places(ImmutableArray<ExpressionSyntax> Values, ImmutableArray<StatementSyntax> Disposals);

    Places? Uses()
    {
        if (_local is null)
            return IsShareable(_made) ? new Places(ImmutableArray.Create(_made), ImmutableArray<StatementSyntax>.Empty) : null;
        var values = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        var disposals = ImmutableArray.CreateBuilder<StatementSyntax>();
        foreach (var use in Construction.Uses(_local, _scope, _target.Model, _target.Cancellation))
            if (Construction.IsSetting(use, out _)) continue;
            else if (DisposalOf(use) is { } disposal) disposals.Add(disposal);
            else if (use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultRequestHeaders" } || !IsShareable(use)) return null;
            else values.Add(use);
        return new Places(values.ToImmutable(), disposals.ToImmutable());
    }

    static StatementSyntax? DisposalOf(ExpressionSyntax use)
    {
        if (use.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } || !Disposal.IsDisposedAt(use)) return null;
        return (call.Parent is AwaitExpressionSyntax awaiting ? awaiting.Parent : call.Parent) is ExpressionStatementSyntax { Parent: BlockSyntax } statement ? statement : null;
    }

    bool IsShareable(ExpressionSyntax value)
    {
        if (Disposal.IsDisposedAt(value) || _target.Project is not { } project) return false;
        var cancellation = _target.Cancellation;
        switch (value.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == value:
                SyntaxNode at = access;
                while (at.Parent is MemberAccessExpressionSyntax outer && outer.Expression == at) at = outer;
                return at.Parent is not AssignmentExpressionSyntax assigned || assigned.Left != at;
            case ConditionalAccessExpressionSyntax access: return access.Expression == value;
            case ArgumentSyntax argument: return Disposal.IsOnlyLent(argument, _target.Model, cancellation);
            case ParenthesizedExpressionSyntax or CastExpressionSyntax: return IsShareable((ExpressionSyntax)value.Parent);
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return value.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is { } member and not AnonymousFunctionExpressionSyntax
                    && !(value.Parent is ArrowExpressionClauseSyntax arrow && arrow.Parent is ConstructorDeclarationSyntax)
                    && _target.Model.GetDeclaredSymbol(member, cancellation) is { } returned && Disposal.IsLeftAlone(returned, project, cancellation);
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } } initial:
                return _target.Model.GetDeclaredSymbol(initial.Parent!, cancellation) is { } field && Disposal.IsLeftAlone(field, project, cancellation);
            case AssignmentExpressionSyntax assignment when assignment.Right == value && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && _scope is ConstructorDeclarationSyntax:
                return _target.Model.GetSymbolInfo(assignment.Left, cancellation).Symbol is (IFieldSymbol or IPropertySymbol) and { IsStatic: false } kept && Disposal.IsLeftAlone(kept, project, cancellation);
            default: return false;
        }
    }

    // Directives can't move, and what is not a statement of a block can't go.
    static bool IsPlainlyRemovable(StatementSyntax statement) =>
        statement.Parent is BlockSyntax && !statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(trivia => trivia.IsDirective)
        && (statement is not UsingStatementSyntax { Statement: BlockSyntax block } || !block.ContainsDirectives);

    SyntaxNode Apply(Construction construction, Places places)
    {
        var model = _target.Model;
        var fieldType = OwnInterface.Of(_type, places.Values, model, _target.Cancellation)
            ?? (_local?.Parent is VariableDeclarationSyntax { Type: { IsVar: false } written } && model.GetTypeInfo(written, _target.Cancellation).Type is INamedTypeSymbol declared ? declared : _type);
        var shared = new SharedField(_target, _container, _type, fieldType);
        var name = shared.NameFor(construction.Value, _local?.Identifier.ValueText, isFreed: _holder is not null);
        var removed = new HashSet<StatementSyntax>(construction.Absorbed.Concat(places.Disposals));
        if (_holder is not null) removed.Add(_holder);
        var comments = shared.IsNew ? Comments.Of(removed) : [];
        var reference = SyntaxFactory.IdentifierName(name);
        var blocks = removed.Select(statement => statement.Parent!).Distinct();
        IEnumerable<SyntaxNode> changed = places.Values.Concat(blocks).Append(shared.Place);
        return _target.Root.ReplaceNodes(changed.Distinct(), (original, current) => original switch
        {
            ExpressionSyntax value when places.Values.Contains(value) => reference.WithTriviaFrom(value),
            BlockSyntax block => StatementRemoval.Without(block, (BlockSyntax)current, removed, keepComments: !shared.IsNew),
            _ => shared.InsertInto(current, construction.Value, comments),
        });
    }
}
