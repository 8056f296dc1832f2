using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A call with what belongs to waiting for it.</summary>
static class AwaitedCall
{
    /// <summary><c>(await client.Send(…).ConfigureAwait(false))</c> around <c>client.Send(…)</c>; the call itself where nothing is around it.</summary>
    public static ExpressionSyntax Whole(ExpressionSyntax call)
    {
        while (true)
            switch (call.Parent)
            {
                case ParenthesizedExpressionSyntax or AwaitExpressionSyntax: call = (ExpressionSyntax)call.Parent; break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }: call = configured; break;
                default: return call;
            }
    }

    /// <summary>True where the whole of a call waits for it.</summary>
    public static bool Waits(ExpressionSyntax whole) => whole is AwaitExpressionSyntax || whole is ParenthesizedExpressionSyntax { Expression: var inner } && Waits(inner);
}
