using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What is different each time it is read: the clock, a new identity, a random number.</summary>
static class CurrentValue
{
    /// <summary>True when the operation reads one.</summary>
    public static bool IsReadBy(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var type, Name: var name } } => name switch
        {
            "Now" or "UtcNow" => IsSystem(type) && type.Name is "DateTime" or "DateTimeOffset",
            "Today" => IsSystem(type) && type.Name is "DateTime",
            "TickCount" or "TickCount64" => IsSystem(type) && type.Name is "Environment",
            _ => false,
        },
        IInvocationOperation { TargetMethod: { ContainingType: var type, Name: var name } } => name switch
        {
            "GetUtcNow" or "GetLocalNow" => IsSystem(type) && type.Name is "TimeProvider",
            "Next" or "NextInt64" or "NextDouble" or "NextSingle" => IsSystem(type) && type.Name is "Random",
            _ => IsIdentity(operation),
        },
        _ => false,
    };

    /// <summary>True when the operation makes a new identity or a random number: a value that may well be meant to tell one environment from another.</summary>
    public static bool IsIdentity(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType: var type, Name: var name } } && IsSystem(type)
        && (type.Name is "Guid" && name is "NewGuid" or "CreateVersion7" || type.Name is "Random");

    static bool IsSystem(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>
    /// The outermost expression that carries the value on: a part or a text of it, a calculation with it.
    /// An object that is made from it (a seeded <c>Random</c>, a service) is not the value any more.
    /// The arguments of a <c>params</c> parameter are an array, or what a compiler of C# 13 makes for a span: either is implicit.
    /// </summary>
    public static IOperation Carried(IOperation value)
    {
        var at = value;
        while (at.Parent is { } parent && (parent is IConversionOperation or IParenthesizedOperation or IBinaryOperation or IUnaryOperation or ICoalesceOperation or IConditionalOperation
                or IArgumentOperation or IArrayInitializerOperation or { IsImplicit: true, Parent: IArgumentOperation } or IInterpolationOperation or IInterpolatedStringOperation or IInterpolatedStringAppendOperation
            || parent is IPropertyReferenceOperation or IInvocationOperation or IObjectCreationOperation && IsPlain(parent.Type)))
            at = parent;
        return at is IArgumentOperation argument ? argument.Value : at;
    }

    /// <summary>False where the text alone says that a use is not harmless: nothing is calculated with the value, and it is neither handed on nor handed out. To bind it means to bind the whole method.</summary>
    public static bool MayBeHarmless(SyntaxNode use)
    {
        var at = use;
        while (at.Parent is InterpolationSyntax or InterpolatedStringExpressionSyntax or CastExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax }) at = at.Parent;
        return at.Parent is not (AnonymousObjectMemberDeclaratorSyntax or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } or EqualsValueClauseSyntax);
    }

    /// <summary>
    /// True when a use of a captured value does not take it for the current one: it is subtracted from a fresh one or compared with it, or, being an identity, only logged.
    /// </summary>
    public static bool IsHarmless(IOperation use, bool isIdentity, LambdaProject project, CancellationToken cancellation, int depth = 2)
    {
        var carried = Carried(use);
        for (var at = use; at != carried; at = at.Parent!)
            if (IsMeasuredAgainstNow(at)) return true;
        return IsMeasuredAgainstNow(carried) || carried.Parent switch
        {
            INameOfOperation => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: var type } } } =>
                isIdentity && (name.StartsWith("Log", StringComparison.Ordinal) || type.EndsWith("Logger", StringComparison.Ordinal) || type == "Console"),
            // Handed out by a property or method: as harmless as what its callers do.
            IReturnOperation when depth > 0 && Frame.Around(carried.Syntax) is { } frame && Frame.Symbol(frame, carried.SemanticModel!, cancellation) is { } member
                && project.Calls.Of(member is IMethodSymbol { AssociatedSymbol: { } property } ? property : member, cancellation) is { IsEmpty: false } sites =>
                sites.All(site => site.Operation is { } call && IsHarmless(call, isIdentity, project, cancellation, depth - 1)),
            _ => false,
        };
    }

    // now - _loaded, now.Subtract(_loaded), now > _expires
    static bool IsMeasuredAgainstNow(IOperation value) => value.Parent switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference => difference.RightOperand == value,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } comparison =>
            IsFresh(comparison.LeftOperand == value ? comparison.RightOperand : comparison.LeftOperand),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Subtract" or "Compare" or "CompareTo" or "GetElapsedTime" } } => true,
        _ => false,
    };

    static bool IsFresh(IOperation value) => value.DescendantsAndSelf().Any(part =>
        IsReadBy(part) || part is ILocalReferenceOperation { Local: var local } && Destination.Given(local, part).Any(given => given.DescendantsAndSelf().Any(IsReadBy)));

    static bool IsPlain(ITypeSymbol? type) => type is not null && (type.TypeKind == TypeKind.Enum || type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Void)
        || type.Name is "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Guid" && IsSystem((INamedTypeSymbol)type));
}
