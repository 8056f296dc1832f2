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
        var child = node;
        for (var at = node.Parent; at is not null && child != frame; child = at, at = at.Parent)
            if (at switch
            {
                AssignmentExpressionSyntax assignment when child == assignment.Right => IsRemembering(assignment, frame, project, cancellation),
                ArgumentSyntax argument => IsFactoryArgument(argument),
                IfStatementSyntax choice when child == choice.Statement => MeansMissing(choice.Condition, frame, project, cancellation),
                IfStatementSyntax choice when child == choice.Else => MeansPresent(choice.Condition, frame, project, cancellation),
                ConditionalExpressionSyntax choice when child == choice.WhenTrue => MeansMissing(choice.Condition, frame, project, cancellation),
                ConditionalExpressionSyntax choice when child == choice.WhenFalse => MeansPresent(choice.Condition, frame, project, cancellation),
                BlockSyntax block => IsBehindEarlyExit(block, child, frame, project, cancellation),
                _ => false,
            })
                return true;
        return false;
    }

    // _client ??= new(…); _client = _client ?? new(…)
    static bool IsRemembering(AssignmentExpressionSyntax assignment, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)
            ? OutlivesInvocation(assignment.Left, frame, project, cancellation)
            : assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce }
                && SyntaxFactory.AreEquivalent(coalesce.Left, assignment.Left)
                && OutlivesInvocation(assignment.Left, frame, project, cancellation);

    // if (_client != null) return _client; …
    static bool IsBehindEarlyExit(BlockSyntax block, SyntaxNode child, SyntaxNode frame, LambdaProject project, CancellationToken cancellation)
    {
        foreach (var statement in block.Statements)
        {
            if (statement == child) return false;
            if (statement is IfStatementSyntax { Else: null } choice && Leaves(choice.Statement) && MeansPresent(choice.Condition, frame, project, cancellation))
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
    static bool MeansMissing(ExpressionSyntax condition, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => MeansMissing(parenthesized.Expression, frame, project, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression } both =>
            MeansMissing(both.Left, frame, project, cancellation) || MeansMissing(both.Right, frame, project, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality => IsNullCheck(equality, frame, project, cancellation) || IsEmptyCheck(equality, frame, project, cancellation),
        // An expiry: the cached value has become too old.
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanOrEqualExpression } comparison =>
            OutlivesInvocation(comparison.Left, frame, project, cancellation) || OutlivesInvocation(comparison.Right, frame, project, cancellation),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } } } pattern =>
            OutlivesInvocation(pattern.Expression, frame, project, cancellation),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeansPresent(not.Operand, frame, project, cancellation),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } call => FirstArgument(call, frame, project, cancellation),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } call => FirstArgument(call, frame, project, cancellation),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsEmpty", Expression: var filled } => OutlivesInvocation(filled, frame, project, cancellation),
        // A flag that starts true and is cleared: bool _coldStart.
        SimpleNameSyntax or MemberAccessExpressionSyntax => IsFlag(condition, frame, project, cancellation),
        _ => false,
    };

    /// <summary>The condition holds once a long-lived variable has been filled.</summary>
    static bool MeansPresent(ExpressionSyntax condition, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => MeansPresent(parenthesized.Expression, frame, project, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => MeansPresent(both.Left, frame, project, cancellation) || MeansPresent(both.Right, frame, project, cancellation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } inequality => IsNullCheck(inequality, frame, project, cancellation),
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } } pattern => OutlivesInvocation(pattern.Expression, frame, project, cancellation),
        IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax or DeclarationPatternSyntax } pattern => OutlivesInvocation(pattern.Expression, frame, project, cancellation),
        // A dictionary that outlives the invocation remembers by key; x.HasValue and x.IsValueCreated speak for x.
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" or "TryGet" or "Any" } access } => OutlivesInvocation(access.Expression, frame, project, cancellation),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" or "IsValueCreated" } access => OutlivesInvocation(access.Expression, frame, project, cancellation),
        SimpleNameSyntax or MemberAccessExpressionSyntax => IsFlag(condition, frame, project, cancellation),
        _ => false,
    };

    static bool FirstArgument(InvocationExpressionSyntax call, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        call.ArgumentList.Arguments is [var first, ..] && OutlivesInvocation(first.Expression, frame, project, cancellation);

    static bool IsNullCheck(BinaryExpressionSyntax comparison, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        (IsNothing(comparison.Right) && OutlivesInvocation(comparison.Left, frame, project, cancellation))
        || (IsNothing(comparison.Left) && OutlivesInvocation(comparison.Right, frame, project, cancellation));

    // _names.Count == 0
    static bool IsEmptyCheck(BinaryExpressionSyntax comparison, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        comparison is { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var filled }, Right: LiteralExpressionSyntax { Token.Value: 0 } }
        && OutlivesInvocation(filled, frame, project, cancellation);

    static bool IsNothing(ExpressionSyntax expression) =>
        expression.RawKind is (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.FalseLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression;

    // A readonly flag is configuration: it does not remember that something was done.
    static bool IsFlag(ExpressionSyntax expression, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        project.Compilation.GetSemanticModel(expression.SyntaxTree).GetSymbolInfo(expression, cancellation).Symbol switch
        {
            IFieldSymbol { IsReadOnly: false, IsConst: false, Type.SpecialType: SpecialType.System_Boolean } => OutlivesInvocation(expression, frame, project, cancellation),
            IPropertySymbol { IsReadOnly: false, Type.SpecialType: SpecialType.System_Boolean } property => !Declared.In(property, project.Compilation).IsEmpty && OutlivesInvocation(expression, frame, project, cancellation),
            // bool IsStarted => _services != null;
            IPropertySymbol { IsReadOnly: true, Type.SpecialType: SpecialType.System_Boolean } property => Check(property, project, cancellation) is { } check && Frame.Around(check) is { } own
                && (MeansPresent(check, own, project, cancellation) || MeansMissing(check, own, project, cancellation)),
            ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } => OutlivesInvocation(expression, frame, project, cancellation),
            _ => false,
        };

    static ExpressionSyntax? Check(IPropertySymbol property, LambdaProject project, CancellationToken cancellation) =>
        Declared.In(property, project.Compilation) is [var declaration] && Declared.Values(declaration.GetSyntax(cancellation)).FirstOrDefault() is var computed
        && computed is IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } ? computed : null;

    /// <summary>A static member, a member of this object, an element of one, or a variable of an outer frame.</summary>
    public static bool OutlivesInvocation(ExpressionSyntax expression, SyntaxNode frame, LambdaProject project, CancellationToken cancellation)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized: return OutlivesInvocation(parenthesized.Expression, frame, project, cancellation);
            case ElementAccessExpressionSyntax element: return OutlivesInvocation(element.Expression, frame, project, cancellation);
            case CastExpressionSyntax cast: return OutlivesInvocation(cast.Expression, frame, project, cancellation);
        }
        return project.Compilation.GetSemanticModel(expression.SyntaxTree).GetSymbolInfo(expression, cancellation).Symbol switch
        {
            IFieldSymbol field => field.IsStatic || IsOnThisOrHeld(expression, field, frame, project, cancellation),
            // Today, UtcNow and the like are static too, but remember nothing.
            IPropertySymbol property => Declared.In(property, project.Compilation).IsEmpty ? !property.IsStatic && HeldElsewhere(expression, frame, project, cancellation) : property.IsStatic || IsOnThisOrHeld(expression, property, frame, project, cancellation),
            ILocalSymbol { DeclaringSyntaxReferences: [var declaration, ..] } => !frame.Span.Contains(declaration.Span),
            // A primary constructor's parameter is a field in disguise.
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor }, DeclaringSyntaxReferences: [var declaration, ..] } => !frame.Span.Contains(declaration.Span),
            _ => false,
        };
    }

    // A field of an object that the handler makes anew dies with it.
    static bool IsOnThisOrHeld(ExpressionSyntax expression, ISymbol member, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        expression is not MemberAccessExpressionSyntax access || access.Expression is ThisExpressionSyntax or BaseExpressionSyntax
            ? !project.Init.IsMadePerInvocation(member.ContainingType, cancellation)
            : OutlivesInvocation(access.Expression, frame, project, cancellation);

    static bool HeldElsewhere(ExpressionSyntax expression, SyntaxNode frame, LambdaProject project, CancellationToken cancellation) =>
        expression is MemberAccessExpressionSyntax access && OutlivesInvocation(access.Expression, frame, project, cancellation);
}
