using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Loggers, tracers and error reporters that send in the background what they were given: made in an invocation, they must be flushed in it.</summary>
static class Telemetry
{
    /// <summary>The call that makes one, where the same code neither flushes nor disposes of it, nor hands it on; null otherwise.</summary>
    public static IOperation? Unflushed(IOperation operation) =>
        Made(operation) is { } made && !IsUsing(operation) && !(operation is IVariableDeclaratorOperation { Symbol: var local } && IsHandedOn(local, operation))
        && !Roots.Of(operation).Descendants().OfType<IInvocationOperation>().Any(call => Flushes.Contains(call.TargetMethod.Name)) ? made : null;

    /// <summary>The call that makes one, flushed or not; null otherwise.</summary>
    public static IInvocationOperation? Made(IOperation operation)
    {
        var value = Slot.Bare(operation switch
        {
            IExpressionStatementOperation { Operation: IInvocationOperation thrown } => thrown,
            IVariableDeclaratorOperation { Initializer.Value: { } given } => given,
            // Log.Logger = …; a field keeps it for all invocations.
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: true } } or IDiscardOperation, Value: { } given } => given,
            _ => operation,
        });
        return value is IInvocationOperation made && Makes(made) ? made : null;
    }

    static bool Makes(IInvocationOperation call) => (call.TargetMethod.Name, call.TargetMethod.ContainingType?.Name) switch
    {
        ("CreateLogger", "LoggerConfiguration") => IsFrom(call.Type, "Serilog"),
        ("Build", _) => IsFrom(call.Type, "OpenTelemetry") && call.Type!.Name.EndsWith("Provider", StringComparison.Ordinal),
        ("Init", "SentrySdk") => true,
        _ => false,
    };

    static bool IsFrom(ITypeSymbol? type, string space) => type?.ContainingNamespace?.ToDisplayString().StartsWith(space, StringComparison.Ordinal) == true;

    static bool IsUsing(IOperation operation)
    {
        for (var at = operation.Parent; at is not null and not IBlockOperation; at = at.Parent)
            if (at is IUsingOperation or IUsingDeclarationOperation) return true;
        return operation is IVariableDeclaratorOperation { Symbol.DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax().Parent?.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
    }

    static bool IsHandedOn(ILocalSymbol local, IOperation near) => Destination.Uses(local, near).Any(use => use.Parent is IArgumentOperation or IReturnOperation or IAssignmentOperation or IVariableInitializerOperation or IConversionOperation);

    static readonly HashSet<string> Flushes = new(StringComparer.Ordinal) { "Dispose", "DisposeAsync", "Flush", "FlushAsync", "ForceFlush", "CloseAndFlush", "CloseAndFlushAsync", "Shutdown", "Close" };
}
