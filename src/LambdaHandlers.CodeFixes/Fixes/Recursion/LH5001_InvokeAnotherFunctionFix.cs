using System.Composition;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>Each invocation carries on how many came before it, and refuses more than a limit. What the right limit is nobody but the author knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class InvokeAnotherFunctionFix() : LambdaFix(InvokeAnotherFunction.Id)
{
    const string Title = "Count the invocations and stop at a limit";

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Payload", Title, Payload, IsSingle: true), new("ClientContext", Title, ClientContext, IsSingle: true)];

    static Edit? Payload(Target target) => Request(target) is { } request ? CountedInvocation.ByPayload(request, target) : null;

    // Lambda hands the client context on to synchronous invocations only.
    static Edit? ClientContext(Target target) => Request(target) is { } request && CountedInvocation.ByPayload(request, target) is null ? CountedInvocation.ByClientContext(request, target) : null;

    // Written in the call, or held by a local of the same method.
    static InitializerExpressionSyntax? Request(Target target)
    {
        if (!target.Properties.TryGetValue("Counts", out var counts) || counts != "no" || target.Around<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [{ Expression: var sent }, ..] }) return null;
        sent = CountedInvocation.Written(sent, target);
        return sent is BaseObjectCreationExpressionSyntax { Initializer: { Expressions.Count: > 0 } initializer } && target.Model.GetTypeInfo(sent, target.Cancellation).Type?.Name == "InvokeRequest" ? initializer : null;
    }
}
