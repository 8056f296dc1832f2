using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Reads of a shared variable from which an invocation learns nothing of the one before: values that are logged, counted in, compared or thrown away.</summary>
static class HarmlessRead
{
    /// <summary>True for the result of a step that nobody uses.</summary>
    public static bool IsThrownAway(IOperation value) => value.Parent is IExpressionStatementOperation or null || value.Parent is IForLoopOperation
        || value.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation } or IReturnOperation { IsImplicit: true, Parent.Parent: IAnonymousFunctionOperation };

    /// <summary>True for a read that only asks whether the value is the same as this event's.</summary>
    public static bool IsComparedWithTheEvent(IOperation read) => Around(read) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } both => !both.LeftOperand.ConstantValue.HasValue && !both.RightOperand.ConstantValue.HasValue,
        IInvocationOperation { TargetMethod.Name: "Equals" } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Equals" } } => true,
        _ => false,
    };

    /// <summary>True for a counter of the environment: logged, emitted as a metric, every hundredth, the first.</summary>
    public static bool Is(IOperation read) => IsLogged(read) || Around(read) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual } compared =>
            compared.RightOperand.ConstantValue.Value is 0 or 1 or 0L or 1L,
        // var number = ++_count; what becomes of it there.
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => Destination.Uses(local, read).All(Is),
        _ => false,
    };

    static IOperation? Around(IOperation read)
    {
        var at = read.Parent;
        while (at is IConversionOperation or IParenthesizedOperation) at = at.Parent;
        return at;
    }

    /// <summary>True where the value goes into a log line or a metric, and nowhere else.</summary>
    public static bool IsLogged(IOperation read)
    {
        for (var at = read.Parent; at is not null and not IAnonymousFunctionOperation; at = at.Parent)
            if (at is IInvocationOperation { TargetMethod: { Name: not "ToString" } method })
                return IsLog(method);
            else if (at is IAssignmentOperation or IReturnOperation or IConditionalOperation { Syntax: IfStatementSyntax })
                return false;
        return false;
    }

    static bool IsLog(IMethodSymbol method) =>
        method.Name.StartsWith("Log", StringComparison.Ordinal) || method.Name is "WriteLine" or "Write" && method.ContainingType.Name is "Console" or "Debug" or "Trace"
        || method.Name is "AddMetric" or "PutMetric" or "PushSingleMetric" or "AddAnnotation" or "AddMetadata" or "SetTag"
        || method.ContainingType.Name.Contains("Logger") && method.Name is "Trace" or "Debug" or "Info" or "Information" or "Warn" or "Warning" or "Error" or "Critical" or "Fatal";
}
