using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>How code says that something failed: by a name, a text, a status code.</summary>
static class FailureWords
{
    static readonly string[] Parts =
    [
        "fail", "error", "invalid", "unauthor", "denied", "deny", "forbid", "problem", "faulted", "dead", "dlq", "reject", "unhealthy", "abort", "unavailable", "exception", "unable", "could not", "couldn't",
        "cannot", "wrong", "not found", "notfound", "badrequest", "bad request", "missing", "unknown", "retry", "retri", "skip", "alert", "notif", "metric", "unprocess", "unsuccess", "timeout", "timed out", "conflict", "incomplete", "partial", "degraded",
    ];

    static readonly string[] Outcomes = ["success", "succe", "isok", "valid", "healthy", "completed", "processed", "allow", "authori", "done", "passed"];

    /// <summary>True when the operation itself, not what lies in it, says so.</summary>
    public static bool Speaks(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => Says(method.Name) || IsStatusResult(method.Name),
        IObjectCreationOperation { Type: { } type } creation => Says(type.Name) || creation.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: false }),
        IFieldReferenceOperation { Field: var field } => Says(field.Name),
        IPropertyReferenceOperation { Property: var property } => Says(property.Name) || (property.Name is "StatusCode" or "Status" && operation.Parent is ISimpleAssignmentOperation { Target: var target, Value: var value } && target == operation && !IsFine(value)),
        ILocalReferenceOperation { Local: var local } => Says(local.Name),
        IParameterReferenceOperation { Parameter: var parameter } => Says(parameter.Name),
        IVariableDeclaratorOperation { Symbol: var declared } => Says(declared.Name),
        ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false }, Target: var target } => Caught.SymbolOf(target) is { } flag && IsOutcome(flag.Name),
        ITupleOperation tuple => tuple.Elements.Any(element => element.ConstantValue is { HasValue: true, Value: false }),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => Says(text),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: int number } } => number is >= 400 and < 600,
        IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } } => Says(text),
        _ => false,
    };

    /// <summary>True for the name of a flag that says that all went well.</summary>
    public static bool IsOutcome(string name) => Outcomes.Any(word => Has(name, word));

    // A status that is a constant below 400 says that all is well; one that we can't read may say anything.
    static bool IsFine(IOperation value) => value.ConstantValue is { HasValue: true, Value: int and < 400 } || (value is IConversionOperation { Operand: var operand } && IsFine(operand));

    static bool IsStatusResult(string name) => name is "StatusCode" or "Status" or "Nack" or "Conflict" or "UnprocessableEntity";

    static bool Says(string text) => Parts.Any(part => Has(text, part));

    static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
