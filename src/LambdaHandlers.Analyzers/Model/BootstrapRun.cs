using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What becomes of a bootstrap after it is made: an executable serves events only while <c>RunAsync</c> is awaited.</summary>
static class BootstrapRun
{
    // With these somebody waits behind an unawaited RunAsync.
    static readonly string[] Waiting = ["Wait", "Run", "Read", "Join", "Sleep", "GetResult", "GetAwaiter", "Delay", "Serve", "Listen"];

    /// <summary>True when nothing happens with the value: it is dropped, or kept in a local that nobody uses.</summary>
    public static bool IsDropped(IOperation value, CancellationToken cancellation) => Whole(value) switch
    {
        { Parent: IExpressionStatementOperation } => true,
        { Parent: ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
        { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } } => !IsUsed(local, value, cancellation),
        _ => false,
    };

    /// <summary>True when the process ends right after the run has begun: in Main or in top-level statements, with nothing behind it that waits.</summary>
    public static bool EndsAtOnce(IOperation run, ISymbol member)
    {
        if (member is not IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" } || Frame.Around(run.Syntax) is not { } scope || scope is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) return false;
        // A loop comes back to it.
        return !run.Syntax.Ancestors().TakeWhile(node => node != scope).Any(node => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)
            && !scope.DescendantNodes(node => node is not MemberDeclarationSyntax || node == scope || node is GlobalStatementSyntax)
                .Any(node => node.SpanStart > run.Syntax.Span.End && IsWaiting(node) && Frame.Around(node) == scope);
    }

    static bool IsWaiting(SyntaxNode node) => node is AwaitExpressionSyntax
        || (node is SimpleNameSyntax { Identifier.ValueText: var name } && (name == "Result" || Waiting.Any(word => name.StartsWith(word, StringComparison.Ordinal))));

    // (x), x!, x.ConfigureAwait(false)
    static IOperation Whole(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation || (value.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == value))
            value = value.Parent!;
        return value;
    }

    static bool IsUsed(ILocalSymbol local, IOperation value, CancellationToken cancellation) =>
        Frame.Member(value.Syntax) is not { } scope || Mentions.Of(local, scope, value.SemanticModel!, cancellation).Any();
}
