using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>Null becomes a completed task or an empty stream.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReturnNoNullFix() : LambdaFix(ReturnNoNull.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Task", "Return a completed task", Task), new("Stream", "Return an empty stream", Stream)];

    static Edit? Task(Target target) => Replace(target, target.Project?.Types.Task, instead => instead.StartsWith("Task.", StringComparison.Ordinal));

    static Edit? Stream(Target target) => Replace(target, target.Project?.Types.Stream, instead => instead == "Stream.Null");

    static Edit? Replace(Target target, INamedTypeSymbol? type, Func<string, bool> isMeant)
    {
        if (type is null || !target.Properties.TryGetValue(ReturnNoNull.Instead, out var instead) || instead is null || !isMeant(instead) || target.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } written) return null;
        ExpressionSyntax value = written;
        while (value.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or ParenthesizedExpressionSyntax or CastExpressionSyntax) value = (ExpressionSyntax)value.Parent;
        var position = value.SpanStart;
        var named = Usings.NameOf(type, target.Model, position) + instead.Substring(instead.IndexOf('.'));
        return target.Replacing((root, _) => Usings.Add(root.ReplaceNode(value, SyntaxFactory.ParseExpression(named).WithTriviaFrom(value)), type, target.Model, position));
    }
}
