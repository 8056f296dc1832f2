using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>Of the bootstrap's overloads one is bound that loses the handler's result, or the bootstrap never runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class BindAndRunBootstrap() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Bind the bootstrap to what the handler returns, and run it",
        message: "{0}; {1}",
        description: "LambdaBootstrapBuilder.Create and HandlerWrapper.GetHandlerWrapper have 37 overloads, and C# binds some that compile and do the wrong thing: a Task<T> handler to a delegate that returns a mere Task "
            + "(its result is dropped), or to one whose output is the Task itself (it is serialised, not awaited). And a bootstrap serves events only while its RunAsync is awaited.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Anywhere(IsSuspect, Check, OperationKind.Invocation, OperationKind.ObjectCreation);

    static bool IsSuspect(IOperation operation, LambdaTypes types) =>
        (operation is IInvocationOperation call ? call.TargetMethod : (operation as IObjectCreationOperation)?.Constructor)?.ContainingType is { Name: "LambdaBootstrap" or "LambdaBootstrapBuilder" or "HandlerWrapper" };

    static void Check(IOperation operation, ISymbol member, Report report)
    {
        var types = report.Types;
        switch (operation)
        {
            case IInvocationOperation call when BootstrapCall.Of(call, types) is { } bootstrap:
                CheckBinding(bootstrap, report);
                CheckDropped(call, report);
                break;
            case IInvocationOperation { TargetMethod: { Name: "RunAsync", ContainingType: var owner } } run when owner.Is(types.LambdaBootstrap):
                if (BootstrapRun.IsDropped(run, report.Cancellation) && BootstrapRun.EndsAtOnce(run, member))
                    report.At(Name(run), "Nobody waits for the bootstrap, so the process ends at once", "await 'RunAsync'");
                break;
            case IInvocationOperation { TargetMethod: { IsStatic: false, ContainingType: var owner } } step when owner.Is(types.LambdaBootstrapBuilder):
            case IObjectCreationOperation { Constructor.ContainingType: var made } when made.Is(types.LambdaBootstrap):
                CheckDropped(operation, report);
                break;
        }
    }

    static void CheckBinding(BootstrapCall bootstrap, Report report)
    {
        var types = report.Types;
        if (bootstrap.Serializer is { ConstantValue: { HasValue: true, Value: null } } serializer)
            report.At(serializer, "The serializer is null, and every invocation fails", "pass a serializer");
        var returned = bootstrap.Returned;
        if (bootstrap.Shape.ReturnType.Is(types.Task) && Awaitables.Result(returned, types) is { } dropped)
            report.At(bootstrap.Handler.Value, $"This overload takes a handler that returns nothing, and drops the '{Shown(dropped)}' that this one returns", $"name both types: '<{(bootstrap.Input is { } input ? Shown(input) + ", " : "")}{Shown(dropped)}>'");
        else if (bootstrap.Output is { } output && bootstrap.Shape.ReturnType.Is(output as INamedTypeSymbol) && IsLeftToThisRule(output, returned, report.Project))
            report.At(bootstrap.Handler.Value, $"This overload serialises the '{Shown(output)}' itself and awaits nothing", Awaitables.Result(output, types) is { } result ? $"name '{Shown(result)}' as the output" : "bind an overload without an output");
        else if (bootstrap.Input is { } read && (read.Is(types.Stream) || read.Is(types.LambdaContext)))
            report.At(bootstrap.Handler.Value, $"This overload deserialises a '{Shown(read)}' from the event, and every invocation fails", $"leave '{Shown(read)}' out of the type arguments");
        else if (bootstrap.Output is { } written && written.IsA(types.Stream))
            report.At(bootstrap.Handler.Value.Syntax.GetLocation(), DiagnosticSeverity.Warning, args: [$"This overload serialises the '{Shown(written)}' as a base64 string", "return exactly 'Stream' to send its bytes"]);
    }

    // Another awaitable is LH1002's, where the handler that returns it is known.
    static bool IsLeftToThisRule(ITypeSymbol output, ITypeSymbol? returned, LambdaProject project) =>
        returned is null ? Awaitables.IsPromise(output, project) : Awaitables.IsTask(output, project.Types) && !Awaitables.IsLeftRunning(returned, project);

    // A chain goes on with what it is called on.
    static void CheckDropped(IOperation made, Report report)
    {
        if (BootstrapRun.IsDropped(made, report.Cancellation))
            report.At(Name(made), "The bootstrap is made and never runs, so the process serves no event", "await its 'RunAsync'");
    }

    static Location Name(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: var name } => name.GetLocation(),
        ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
        var other => other.GetLocation(),
    };

    static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
