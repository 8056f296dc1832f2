using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A culture is handed to the one call that needs it; a variable with a name of Lambda's gets one of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepProcessSettingsFix() : LambdaFix(KeepProcessSettings.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Culture", "Pass the culture to the call", Culture), new("Rename", "Use a variable of your own", Rename)];

    static Edit? Culture(Target target) =>
        target.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } } assignment
        && CultureInCall.In(assignment, target.Model, target.Cancellation) is { } root ? target.Replacing((_, _) => root) : null;

    // On the way of an invocation any variable is one too many; and whoever reads the old name in another file would no longer find it.
    static Edit? Rename(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: var name } }, _] } call
            || !ProcessSetting.Reserved.Contains(name) || project.PathTo(call, everyTime: false, target.Cancellation) is not null
            || project.Compilation.SyntaxTrees.Any(tree => tree != target.Root.SyntaxTree && Literals(tree.GetRoot(target.Cancellation), name).Any()))
            return null;
        var renamed = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("APP_" + name.TrimStart('_')));
        return target.Replacing((root, _) => root.ReplaceNodes(Literals(root, name), (old, _) => renamed.WithTriviaFrom(old)));
    }

    static IEnumerable<LiteralExpressionSyntax> Literals(SyntaxNode root, string name) =>
        root.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(each => each.IsKind(SyntaxKind.StringLiteralExpression) && each.Token.ValueText == name
            && each.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetEnvironmentVariable" or "GetEnvironmentVariable" } } });
}
