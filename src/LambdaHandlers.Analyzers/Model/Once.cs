using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// Lazy initialisation: code on the handler path that runs once per environment, because a long-lived variable remembers its result.
/// </summary>
static class Once
{
    // Whose lambda runs at most once for a key or for an environment.
    static readonly HashSet<string> Factories = new(StringComparer.Ordinal)
    {
        "Lazy", "AsyncLazy", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "GetOrSet", "GetOrSetAsync", "GetOrAddAsync", "EnsureInitialized", "AddOrUpdate",
        "AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "AddHostedService",
    };

    /// <summary>True when the argument is the factory of a <c>Lazy</c>, a cache or a singleton.</summary>
    public static bool IsFactoryArgument(ArgumentSyntax argument) => argument.Parent?.Parent switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => Factories.Contains(access.Name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => Factories.Contains(name.Identifier.ValueText),
        ObjectCreationExpressionSyntax { Type: var type } => type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault() is { } name && Factories.Contains(name.Identifier.ValueText),
        // Lazy<T> x = new(() => …)
        ImplicitObjectCreationExpressionSyntax { Parent.Parent.Parent: VariableDeclarationSyntax { Type: GenericNameSyntax type } } => Factories.Contains(type.Identifier.ValueText),
        ImplicitObjectCreationExpressionSyntax { Parent.Parent: PropertyDeclarationSyntax { Type: GenericNameSyntax type } } => Factories.Contains(type.Identifier.ValueText),
        _ => false,
    };

    /// <summary>True when a lazy initialisation stands between the frame and the node.</summary>
    public static bool Guards(SyntaxNode node, SyntaxNode frame, LambdaProject project, CancellationToken cancellation)
    {
        var model = project.Compilation.GetSemanticModel(node.SyntaxTree);
        var child = node;
        for (var at = node.Parent; at is not null && child != frame; child = at, at = at.Parent)
            if (at switch
            {
                AssignmentExpressionSyntax assignment when child == assignment.Right => IsRemembering(assignment, frame, model, cancellation),
                ArgumentSyntax argument => IsFactoryArgument(argument),
                IfStatementSyntax choice when child == choice.Statement => MeansMissing(choice.Condition, frame, model, cancellation),
                IfStatementSyntax choice when child == choice.Else => MeansPresent(choice.Condition, frame, model, cancellation),
                ConditionalExpressionSyntax choice when child == choice.WhenTrue => MeansMissing(choice.Condition, frame, model, cancellation),
                ConditionalExpressionSyntax choice when child == choice.WhenFalse => MeansPresent(choice.Condition, frame, model, cancellation),
                BlockSyntax block => IsBehindEarlyExit(block, child, frame, model, cancellation),
                _ => false,
            })
                return true;
        return false;
    }

    // _client ??= new(…); _client = _client ?? new(…)
    static bool IsRemembering(AssignmentExpressionSyntax assignment, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)
            ? OutlivesInvocation(assignment.Left, frame, model, cancellation)
            : assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce }
                && SyntaxFactory.AreEquivalent(coalesce.Left, assignment.Left)
                && OutlivesInvocation(assignment.Left, frame, model, cancellation);

    // if (_client != null) return _client; …
    static bool IsBehindEarlyExit(BlockSyntax block, SyntaxNode child, SyntaxNode frame, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var statement in block.Statements)
        {
            if (statement == child) return false;
            if (statement is IfStatementSyntax { Else: null } choice && Leaves(choice.Statement) && MeansPresent(choice.Condition, frame, model, cancellation))
                return true;
        }
        return false;
    }

    static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax => true,
        BlockSyntax { Statements: [.., ReturnStatementSyntax] } => true,
        _ => false,
    };

    /// <summary>The condition holds while a long-lived variable has not been filled.</summary>
    static bool MeansMissing(ExpressionSyntax condition, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => MeansMissing(parenthesized.Expression, frame, model, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression } both =>
            MeansMissing(both.Left, frame, model, cancellation) || MeansMissing(both.Right, frame, model, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality => IsNullCheck(equality, frame, model, cancellation),
        // An expiry: the cached value has become too old.
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanOrEqualExpression } comparison =>
            OutlivesInvocation(comparison.Left, frame, model, cancellation) || OutlivesInvocation(comparison.Right, frame, model, cancellation),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } } } pattern =>
            OutlivesInvocation(pattern.Expression, frame, model, cancellation),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeansPresent(not.Operand, frame, model, cancellation),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } call => FirstArgument(call, frame, model, cancellation),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } call => FirstArgument(call, frame, model, cancellation),
        // A flag that starts true and is cleared: bool _coldStart.
        SimpleNameSyntax or MemberAccessExpressionSyntax => IsFlag(condition, frame, model, cancellation),
        _ => false,
    };

    /// <summary>The condition holds once a long-lived variable has been filled.</summary>
    static bool MeansPresent(ExpressionSyntax condition, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => MeansPresent(parenthesized.Expression, frame, model, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => MeansPresent(both.Left, frame, model, cancellation) || MeansPresent(both.Right, frame, model, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } inequality => IsNullCheck(inequality, frame, model, cancellation),
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } } pattern => OutlivesInvocation(pattern.Expression, frame, model, cancellation),
        IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax or DeclarationPatternSyntax } pattern => OutlivesInvocation(pattern.Expression, frame, model, cancellation),
        // A dictionary that outlives the invocation remembers by key; x.HasValue and x.IsValueCreated speak for x.
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" or "TryGet" or "Any" } access } => OutlivesInvocation(access.Expression, frame, model, cancellation),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" or "IsValueCreated" } access => OutlivesInvocation(access.Expression, frame, model, cancellation),
        SimpleNameSyntax or MemberAccessExpressionSyntax => IsFlag(condition, frame, model, cancellation),
        _ => false,
    };

    static bool FirstArgument(InvocationExpressionSyntax call, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        call.ArgumentList.Arguments is [var first, ..] && OutlivesInvocation(first.Expression, frame, model, cancellation);

    static bool IsNullCheck(BinaryExpressionSyntax comparison, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        (IsNothing(comparison.Right) && OutlivesInvocation(comparison.Left, frame, model, cancellation))
        || (IsNothing(comparison.Left) && OutlivesInvocation(comparison.Right, frame, model, cancellation));

    static bool IsNothing(ExpressionSyntax expression) =>
        expression.RawKind is (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.FalseLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression;

    // A readonly flag is configuration: it does not remember that something was done.
    static bool IsFlag(ExpressionSyntax expression, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(expression, cancellation).Symbol switch
        {
            IFieldSymbol { IsReadOnly: false, IsConst: false, Type.SpecialType: SpecialType.System_Boolean } => OutlivesInvocation(expression, frame, model, cancellation),
            IPropertySymbol { IsReadOnly: false, Type.SpecialType: SpecialType.System_Boolean } property => !property.DeclaringSyntaxReferences.IsEmpty && OutlivesInvocation(expression, frame, model, cancellation),
            ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } => OutlivesInvocation(expression, frame, model, cancellation),
            _ => false,
        };

    /// <summary>A static member, a member of this object, an element of one, or a variable of an outer frame.</summary>
    static bool OutlivesInvocation(ExpressionSyntax expression, SyntaxNode frame, SemanticModel model, CancellationToken cancellation)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized: return OutlivesInvocation(parenthesized.Expression, frame, model, cancellation);
            case ElementAccessExpressionSyntax element: return OutlivesInvocation(element.Expression, frame, model, cancellation);
            case CastExpressionSyntax cast: return OutlivesInvocation(cast.Expression, frame, model, cancellation);
        }
        return model.GetSymbolInfo(expression, cancellation).Symbol switch
        {
            IFieldSymbol field => field.IsStatic || IsOnThisOrHeld(expression, frame, model, cancellation),
            // Today, UtcNow and the like are static too, but remember nothing.
            IPropertySymbol property => property.DeclaringSyntaxReferences.IsEmpty ? !property.IsStatic && HeldElsewhere(expression, frame, model, cancellation) : property.IsStatic || IsOnThisOrHeld(expression, frame, model, cancellation),
            ILocalSymbol { DeclaringSyntaxReferences: [var declaration, ..] } => !frame.Span.Contains(declaration.Span),
            // A primary constructor's parameter is a field in disguise.
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor }, DeclaringSyntaxReferences: [var declaration, ..] } => !frame.Span.Contains(declaration.Span),
            _ => false,
        };
    }

    static bool IsOnThisOrHeld(ExpressionSyntax expression, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        expression is not MemberAccessExpressionSyntax access || access.Expression is ThisExpressionSyntax or BaseExpressionSyntax || OutlivesInvocation(access.Expression, frame, model, cancellation);

    static bool HeldElsewhere(ExpressionSyntax expression, SyntaxNode frame, SemanticModel model, CancellationToken cancellation) =>
        expression is MemberAccessExpressionSyntax access && OutlivesInvocation(access.Expression, frame, model, cancellation);
}
