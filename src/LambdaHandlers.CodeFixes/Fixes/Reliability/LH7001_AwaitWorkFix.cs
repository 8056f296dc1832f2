using System.Composition;
using LambdaHandlers.Analyzers.Model;
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
    protected internal override IEnumerable<Plan> Plans => [new("Await", "Await it", Plan), new("Direct", "Drop Task.Run", Direct), new("All", "Await them all", All), new("Lazy", "Await it in the handler, once", Lazy)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || target.Node is not ExpressionSyntax work) return null;
        while (work.Parent is ExpressionSyntax { Parent: not null } outer and not AssignmentExpressionSyntax && outer.Span == work.Span) work = outer;
        // Only what is a task as it stands: not a thread, a timer, or a list of tasks.
        if (!Awaitables.IsTaskLike(target.Model.GetTypeInfo(work, target.Cancellation).Type, project.Types) || work is ConditionalAccessExpressionSyntax) return null;
        // void Tell() => Send();
        if (work.Parent is ArrowExpressionClauseSyntax)
            return AsyncChain.Around(work, old => AsyncChain.Await((ExpressionSyntax)old, null), target.Document.Project.Solution, project, target.Cancellation);
        return Statement(work) is { } statement
            ? AsyncChain.Around(statement, old => Awaited((StatementSyntax)old), target.Document.Project.Solution, project, target.Cancellation)
            : null;
    }

    // Task.Run(() => Write(order)); is Write(order);
    static Edit? Direct(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" }, ArgumentList.Arguments: [{ Expression: ParenthesizedLambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda }] } call
            || target.Model.GetSymbolInfo(call, target.Cancellation).Symbol is not IMethodSymbol { ContainingType.Name: "Task", Parameters: [{ Type.Name: "Action" }] } || Statement(call) is not { } statement
            || Frame.Own(lambda).Any(node => node is ReturnStatementSyntax))
            return null;
        var direct = lambda.Body is ExpressionSyntax expression ? SyntaxFactory.ExpressionStatement(expression.WithoutTrivia()).WithTriviaFrom(statement) : ((StatementSyntax)lambda.Body).WithTriviaFrom(statement);
        return target.Replacing((root, _) => root.ReplaceNode(statement, direct));
    }

    // var saves = records.Select(Save).ToList(); of a list that nobody awaits: at the end of what it lies in.
    static Edit? All(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block, Declaration.Variables: [{ Identifier.ValueText: var list }] } declaration
            || target.Model.GetTypeInfo(target.Node, target.Cancellation).Type is not { } type || Awaitables.IsTaskLike(type, project.Types) || !target.Node.Span.Equals(declaration.Declaration.Variables[0].Initializer?.Value.Span))
            return null;
        var last = block.Statements.Last(statement => statement.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == list || node == declaration));
        // What it returns may have been counted before it was done; a statement behind it would not be reached.
        if (last is ReturnStatementSyntax) last = block.Statements[block.Statements.IndexOf(last) - 1];
        if (block.Statements.Skip(block.Statements.IndexOf(declaration)).TakeWhile(statement => statement != last).Any(statement => statement.DescendantNodes().Any(node => node is ReturnStatementSyntax))) return null;
        var (at, await) = (block.Statements.IndexOf(last), SyntaxFactory.ParseStatement($"await Task.WhenAll({list});"));
        return AsyncChain.Around(block, now => ((BlockSyntax)now).Insert(at + 1, await), target.Document.Project.Solution, project, target.Cancellation);
    }

    static Edit? Lazy(Target target) => target.Project is { } project && target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call ? LazyInitialisation.Plan(call, target, project) : null;

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
