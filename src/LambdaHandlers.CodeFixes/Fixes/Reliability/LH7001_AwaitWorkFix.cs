using System.Composition;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>A task that is thrown away is awaited; the method around it, and whoever calls it, become async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class AwaitWorkFix() : LambdaFix(AwaitWork.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Await", "Await it", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || target.Node is not ExpressionSyntax work) return null;
        while (work.Parent is ExpressionSyntax { Parent: not null } outer and not AssignmentExpressionSyntax && outer.Span == work.Span) work = outer;
        // Only what is a task as it stands: not a thread, a timer, or a list of tasks.
        if (!IsTask(target.Model.GetTypeInfo(work, target.Cancellation).Type) || work is ConditionalAccessExpressionSyntax) return null;
        // void Tell() => Send();
        if (work.Parent is ArrowExpressionClauseSyntax)
            return AsyncChain.Around(work, old => AsyncChain.Await((ExpressionSyntax)old, null), target.Document.Project.Solution, project, target.Cancellation);
        return Statement(work) is { } statement
            ? AsyncChain.Around(statement, old => Awaited((StatementSyntax)old), target.Document.Project.Solution, project, target.Cancellation)
            : null;
    }

    static bool IsTask(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" })
                return true;
        return false;
    }

    // X(); _ = X(); var x = X(); of a variable that nobody uses.
    static StatementSyntax? Statement(ExpressionSyntax work) => work.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local } } variable }
            when !IsUsed(variable.Identifier.ValueText, local) => local,
        _ => null,
    };

    static bool IsUsed(string name, StatementSyntax declaration) =>
        declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(each => each.Identifier.ValueText == name);

    static StatementSyntax Awaited(StatementSyntax statement)
    {
        var work = statement switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: var right } } => right,
            ExpressionStatementSyntax { Expression: var expression } => expression,
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } => value,
            _ => throw new InvalidOperationException(),
        };
        return SyntaxFactory.ExpressionStatement(AsyncChain.Await(work.WithoutLeadingTrivia(), null)).WithTriviaFrom(statement);
    }
}
