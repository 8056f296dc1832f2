using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Recursion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Recursion;

/// <summary>A function that waits, and is paid for, while another function runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class InvokeAsynchronously() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH5005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Recursion, DiagnosticSeverity.Info,
        title: "Don't wait for another function",
        message: "{0} waits until the other function has answered, and both are paid for meanwhile; {1}",
        description: "A request without an invocation type is synchronous. The caller's duration includes the callee's, its timeout has to cover it, "
            + "and an error or a throttle of the one is an error of the other.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Path(static (operation, _) => SdkRequest.IsCall(operation, "Lambda", "Invoke"), Check, everyTime: false, OperationKind.Invocation);

    static void Check(Reached reached, IOperation call, Report report)
    {
        var request = SdkRequest.Of((IInvocationOperation)call, reached, report.Project, report.Cancellation);
        if (!IsSynchronous(request)) return;
        // LH5001 has it.
        if (!report.Read(InvokeAnotherFunction.Allowed, call.Syntax.SyntaxTree) && new SelfInvocation(SdkRequest.Of(request.Call, reached, report.Project, report.Cancellation), report.Project).Verdict() != SelfCall.No) return;
        var isUsed = IsUsed(call);
        report.At(call.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way,
            properties: ImmutableDictionary<string, string?>.Empty.Add("Response", isUsed ? "used" : "unused"),
            args: [reached.Handler.DisplayName, isUsed ? "where the answer can wait, let a state machine or a durable function connect the two" : "the answer is not used, so invoke it with InvocationType.Event"]);
    }

    static bool IsSynchronous(SdkRequest request)
    {
        var types = request.Setting("InvocationType").SelectMany(request.Ends).ToList();
        return types.Count == 0 ? request.IsKnown : types.All(type => SelfInvocation.TypeName(type.Value) == "RequestResponse");
    }

    /// <summary>False where nothing looks at the answer.</summary>
    static bool IsUsed(IOperation call)
    {
        var at = call;
        while (at.Parent is IAwaitOperation or IConversionOperation || at.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }) at = at.Parent;
        return at.Parent switch
        {
            IExpressionStatementOperation => false,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
            // => lambda.InvokeAsync(…) of a method that returns Task
            IReturnOperation when Frame.Around(at.Syntax) is { } frame => call.SemanticModel is not { } model || (Frame.Symbol(frame, model, default) as IMethodSymbol)?.ReturnType is not INamedTypeSymbol { Name: "Task", Arity: 0 },
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => Destination.Uses(local, call).Any(),
            _ => true,
        };
    }
}
