using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>The response is looked at: what a table did not take is written again, a few times; what else failed makes the invocation fail.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class CheckBatchResponsesFix() : LambdaFix(CheckBatchResponses.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Retry", "Write again what was not processed", Retry), new("Throw", "Throw when some of them failed", Throw)];

    static Edit? Throw(Target target) => Failed(target) is var (call, failure, exception)
        ? CheckedResponse.Behind(call, (response, _) => [$"if ({Test(response, failure)})", $"    {Thrown(response, failure, NameOf(exception, target))}"], target, exception) : null;

    static Edit? Retry(Target target)
    {
        // The items alone are what the next call takes.
        if (Failed(target) is not var (call, failure, exception) || failure.Member != "UnprocessedItems" || target.Project!.Types.Task is not { } task
            || call is not { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or ThisExpressionSyntax } }, ArgumentList.Arguments: [{ NameColon: null }, ..] }
            || target.Model.GetSymbolInfo(call, target.Cancellation).Symbol is not IMethodSymbol { Name: "BatchWriteItemAsync" } method
            || !method.ContainingType.AllInterfaces.Append(method.ContainingType).SelectMany(type => type.GetMembers(method.Name)).Any(each => each is IMethodSymbol { Parameters: [{ Type.Name: "Dictionary" }, ..] })) return null;
        return CheckedResponse.Behind(call, (response, member) =>
        {
            var attempt = Statements.Unused(member, "attempt", "retry");
            var again = call.WithArgumentList(call.ArgumentList.ReplaceNode(call.ArgumentList.Arguments[0].Expression, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression($"{response}.{failure.Member}"))).WithoutTrivia();
            return
            [
                $"for (var {attempt} = 1; {Test(response, failure)}; {attempt}++)",
                "{",
                $"    if ({attempt} > 5)",
                $"        {Thrown(response, failure, NameOf(exception, target))}",
                $"    await {NameOf(task, target)}.Delay(50 << {attempt});",
                $"    {response} = await {again};",
                "}",
            ];
        }, target, exception, task);
    }

    static (InvocationExpressionSyntax Call, PartialFailure Failure, INamedTypeSymbol Exception)? Failed(Target target) =>
        target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && target.Model.GetOperation(call, target.Cancellation) is { } operation && PartialFailure.Of(operation) is { } failure
        && ResponseTrail.Of((IInvocationOperation)operation, target.Project!.Types) == ResponseUse.Lost
        && target.Project?.Find("System.InvalidOperationException") is { } exception ? (call, failure, exception) : null;

    static string NameOf(INamedTypeSymbol type, Target target) => Usings.NameOf(type, target.Model, target.Node.SpanStart);

    // Of lists that may be missing, and of counts that may be.
    static string Test(string response, PartialFailure failure) => failure.Member.EndsWith("Count", StringComparison.Ordinal) ? $"{response}.{failure.Member} > 0" : $"{response}.{failure.Member}?.Count > 0";

    static string Thrown(string response, PartialFailure failure, string exception) => failure.Member switch
    {
        "Failed" => $"throw new {exception}($\"{{{response}.Failed.Count}} {failure.Items} failed: {{{response}.Failed[0].Code}}\");",
        "UnprocessedItems" or "UnprocessedKeys" => $"throw new {exception}(\"Some {failure.Items} were not processed\");",
        var count => $"throw new {exception}($\"{{{response}.{count}}} {failure.Items} failed\");",
    };
}
