using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>What a task needs of the handler's code before it: locals that are read out of the event, and the checks of them. A handler of its own begins with the same.</summary>
static class TaskPreparation
{
    // Read twice it is the same.
    static readonly HashSet<string> Reading = new(StringComparer.Ordinal)
    {
        "Deserialize", "DeserializeObject", "ToUpper", "ToUpperInvariant", "ToLower", "ToLowerInvariant", "Trim", "ToString", "Parse", "GetProperty", "GetString", "GetValueOrDefault",
        "Equals", "IsNullOrEmpty", "IsNullOrWhiteSpace", "StartsWith", "EndsWith", "Contains", "ContainsKey", "Any",
    };

    /// <summary>Those statements, in order; null where the task needs or changes anything else.</summary>
    public static IReadOnlyList<StatementSyntax>? Of(Branch task, SeveralTasks several, MethodDeclarationSyntax handler, Target target)
    {
        var model = target.Model;
        if (model.AnalyzeDataFlow(task.Statements[0], task.Statements[task.Statements.Length - 1]) is not { Succeeded: true } flow || flow.UsedLocalFunctions.Any(used => !IsIn(used, task))
            || flow.WrittenInside.Any(written => !flow.VariablesDeclared.Contains(written, SymbolEqualityComparer.Default)))
            return null;
        var before = handler.Body!.Statements.TakeWhile(statement => !statement.Span.Contains(several.Tasks[0].Head.Span)).ToList();
        var taken = new SortedDictionary<int, StatementSyntax>();
        var locals = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>(flow.ReadInside.Where(read => !flow.VariablesDeclared.Contains(read, SymbolEqualityComparer.Default)));
        while (open.Count > 0)
        {
            if (open.Pop() is not ILocalSymbol local || !locals.Add(local)) continue;
            var at = before.FindIndex(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [var variable] } && SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(variable, target.Cancellation), local));
            if (at < 0 || (model.GetOperation(((LocalDeclarationStatementSyntax)before[at]).Declaration.Variables[0], target.Cancellation) as IVariableDeclaratorOperation)?.GetVariableInitializer()?.Value is not { } operation
                || !operation.DescendantsAndSelf().All(IsReading) || !StaysAsItIs(local))
                return null;
            taken[at] = before[at];
            foreach (var read in operation.DescendantsAndSelf()) if (read is ILocalReferenceOperation { Local: var other }) open.Push(other);
        }
        // What happens in between must not change what is read once more.
        for (var n = 0; n < before.Count && locals.Count > 0; n++)
            if (taken.ContainsKey(n) || IsHarmless(before[n])) continue;
            else if (!IsCheck(before[n], out var isOfIt)) return null;
            else if (isOfIt) taken[n] = before[n];
        return [.. taken.Values];

        // A way out before the choice that only reads; what it asks about a local that the task reads too, the task's method asks as well.
        bool IsCheck(StatementSyntax statement, out bool isOfIt)
        {
            isOfIt = false;
            if (statement is not IfStatementSyntax { Else: null } guard || !Exits(guard) || model.AnalyzeDataFlow(guard) is not { Succeeded: true, WrittenInside.IsEmpty: true } seen
                || model.GetOperation(guard.Condition, target.Cancellation) is not { } asked || !asked.DescendantsAndSelf().All(IsReading)) return false;
            isOfIt = seen.ReadInside.Any(locals.Contains);
            return !isOfIt || seen.ReadInside.All(read => read is IParameterSymbol || locals.Contains(read)) && !guard.DescendantNodes().Any(node => node is AwaitExpressionSyntax);
        }

        // Written nowhere else, and still of use to the handler.
        bool StaysAsItIs(ILocalSymbol local)
        {
            var uses = Mentions.Of(local, handler.Body!, model, target.Cancellation).ToList();
            return uses.All(use => !new CallSite(use, model).Writes) && uses.Any(use => !several.Tasks.Any(each => each.Statements.Any(statement => statement.Span.Contains(use.Span))));
        }

        // What is logged, or read for another task.
        bool IsHarmless(StatementSyntax statement) =>
            statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } && model.GetOperation(statement, target.Cancellation) is { } declared && declared.Descendants().All(IsReading)
            || statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && model.GetOperation(call, target.Cancellation) is { } written && target.Project!.Loggers.At(written) is not null;
    }

    static bool Exits(IfStatementSyntax guard) => (guard.Statement is BlockSyntax { Statements: [.., var last] } ? last : guard.Statement) is ReturnStatementSyntax or ThrowStatementSyntax;

    static bool IsReading(IOperation operation) => operation switch
    {
        IInvocationOperation call => Reading.Contains(call.TargetMethod.Name),
        IObjectCreationOperation or IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IAnonymousFunctionOperation => false,
        _ => !DomainData.IsNow(operation),
    };

    static bool IsIn(ISymbol symbol, Branch task) => symbol.DeclaringSyntaxReferences.Any(each => task.Statements.Any(statement => statement.Span.Contains(each.Span)));
}
