using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>What must hold before a call is made: the conditions around it and those that leave before it.</summary>
static class Guard
{
    /// <summary>The conditions that decide whether the call is reached, in its own frame and in those on the way to it.</summary>
    public static IEnumerable<IOperation> Conditions(SyntaxNode call, Reached reached, LambdaProject project) =>
        reached.Steps.Prepend(call).SelectMany(Expressions)
            .Select(condition => project.Compilation.GetSemanticModel(condition.SyntaxTree).GetOperation(condition)).OfType<IOperation>();

    /// <summary>True when what is sent carries a number that it counts, and a condition before the call limits that number: the guard rail that AWS advises.</summary>
    public static bool Counts(SdkRequest request, LambdaProject project, params string[] settings)
    {
        var counted = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var sent in request.Setting(settings))
            foreach (var part in request.Parts(sent))
                if (part.Value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } or IIncrementOrDecrementOperation)
                    foreach (var operand in part.Value.DescendantsAndSelf())
                        if (Counter(operand) is { } symbol) counted.Add(symbol);
        return counted.Count > 0 && Conditions(request.Call.Syntax, request.Scope.Reached, project).SelectMany(condition => condition.DescendantsAndSelf()).Any(part => part switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } =>
                part.DescendantsAndSelf().Any(operand => Counter(operand) is { } symbol && counted.Contains(symbol)),
            IIsPatternOperation { Pattern: var pattern, Value: var tested } =>
                pattern.DescendantsAndSelf().Any(each => each is IRelationalPatternOperation) && Counter(tested) is { } symbol && counted.Contains(symbol),
            _ => false,
        });
    }

    static ISymbol? Counter(IOperation operand) => operand switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol { IsConst: false } } member => member.Member,
        _ => null,
    };

    static IEnumerable<ExpressionSyntax> Expressions(SyntaxNode place)
    {
        var frame = Frame.Member(place);
        for (var at = place; at is not null && at != frame; at = at.Parent)
            switch (at.Parent)
            {
                case IfStatementSyntax choice when at != choice.Condition: yield return choice.Condition; break;
                case ConditionalExpressionSyntax choice when at != choice.Condition: yield return choice.Condition; break;
                case WhileStatementSyntax loop when at == loop.Statement: yield return loop.Condition; break;
                case ForStatementSyntax { Condition: { } condition } loop when at == loop.Statement: yield return condition; break;
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax choice }: yield return choice.Expression; break;
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm:
                    yield return choice.GoverningExpression;
                    if (arm.WhenClause is { } when) yield return when.Condition;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } both when at == both.Right: yield return both.Left; break;
                // records.Where(record => …)
                case ForEachStatementSyntax loop when at == loop.Statement:
                    foreach (var filter in Filters(loop.Expression)) yield return filter;
                    break;
                case BlockSyntax block:
                    foreach (var statement in block.Statements.TakeWhile(statement => statement != at))
                        if (statement is IfStatementSyntax early && Leaves(early.Statement)) yield return early.Condition;
                    break;
            }
    }

    static IEnumerable<ExpressionSyntax> Filters(ExpressionSyntax collection) =>
        collection.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Where" or "SkipWhile" or "TakeWhile" })
            .SelectMany(call => call.ArgumentList.Arguments.Select(argument => (argument.Expression as LambdaExpressionSyntax)?.ExpressionBody).OfType<ExpressionSyntax>());

    static bool Leaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: [.., var last] } => Leaves(last),
        ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax => true,
        _ => false,
    };
}
