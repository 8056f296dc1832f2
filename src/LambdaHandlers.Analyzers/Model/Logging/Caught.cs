using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>
/// A catch clause, and what becomes of the exception in it. Everything that might be an answer to the failure counts as one:
/// what remains is silence.
/// </summary>
sealed class Caught(ICatchClauseOperation clause, LambdaProject project, CancellationToken cancellation)
{
    /// <summary>The clause.</summary>
    public ICatchClauseOperation Clause => clause;

    /// <summary>The try statement.</summary>
    public ITryOperation Try => (ITryOperation)clause.Parent!;

    /// <summary>The place of a finding: from <c>catch</c> to the end of its declaration.</summary>
    public Location Head => clause.Syntax is CatchClauseSyntax syntax
        ? Location.Create(syntax.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(syntax.CatchKeyword.SpanStart, (syntax.Filter as SyntaxNode ?? syntax.Declaration as SyntaxNode)?.Span.End ?? syntax.CatchKeyword.Span.End))
        : clause.Syntax.GetLocation();

    /// <summary>True when the clause chooses what it catches: an expected outcome, a cancellation, or a filter that names one.</summary>
    public bool IsChosen => CaughtExceptions.IsExpected(clause.ExceptionType) || (clause.Filter is { } filter && CatchFilters.Chooses(filter));

    /// <summary>True when the exception, or another in its place, goes on.</summary>
    public bool Throws => Inside.Any(operation => operation is IThrowOperation
        || operation is IInvocationOperation { TargetMethod: var method } && (method.Name.StartsWith("Throw", StringComparison.Ordinal) || method.Name.StartsWith("Rethrow", StringComparison.Ordinal)
            || method.Name is "FailFast" or "Exit" || method.ContainingType.Name == "ExceptionDispatchInfo"
            || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute")));

    /// <summary>True when a log gets a line that is found as an error or a warning.</summary>
    public bool Logs => Inside.Any(operation => project.Loggers.At(operation) is { IsQuiet: false }
        || (operation is IInvocationOperation call && project.Loggers.At(call) is null && project.Loggers.Traces(call.TargetMethod, cancellation)));

    /// <summary>True when a log gets a line, but one below Warning or without a level.</summary>
    public bool LogsQuietly => Inside.Any(operation => project.Loggers.At(operation) is { IsQuiet: true, Logger: not Logger.Diagnostics });

    /// <summary>True when a line that production keeps holds the exception or its text, although not as an error.</summary>
    public bool SaysException => clause.Locals is [var variable, ..] && Inside.Any(operation => project.Loggers.At(operation) is { IsFaint: false } line
        && line.Written.SelectMany(Exceptions.Pieces).Any(part => Same(Exceptions.TextOf(part), variable)));

    /// <summary>True when the exception's variable is used for more than a line that nobody hears.</summary>
    public bool UsesException => clause.Locals is [var variable, ..] && Inside.Any(operation =>
        operation is ILocalReferenceOperation reference && Same(reference.Local, variable) && !IsInQuietLog(reference) && !IsForgotten(reference));

    /// <summary>True when a name, a text or a status says that something failed.</summary>
    public bool RecordsFailure => Inside.Any(operation => !IsInLog(operation) && FailureWords.Speaks(operation));

    /// <summary>True when the clause calls something that may well be an answer to the failure: whatever is neither a log nor a mere wait or empty value.</summary>
    public bool Acts => Inside.Any(operation => operation is IInvocationOperation call && !IsInLog(call) && !IsIdle(call)) || Inside.Any(operation => operation is IDynamicInvocationOperation or IInvalidOperation or IEventAssignmentOperation);

    /// <summary>True when the clause yields a value: it returns or assigns one.</summary>
    public bool FallsBack => Inside.Any(operation => operation is IReturnOperation { ReturnedValue: not null } or IAssignmentOperation);

    /// <summary>True when the clause yields a value that somebody chose for this case, not merely an empty one.</summary>
    public bool HasFallback => Inside.Any(operation => operation switch
    {
        IReturnOperation { ReturnedValue: { } value } => Fallbacks.IsChosen(value),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation, Value: var value } => Fallbacks.IsChosen(value),
        _ => false,
    });

    /// <summary>The variables and members that the clause writes.</summary>
    public IEnumerable<ISymbol> Written => Inside.Select(operation => operation switch
    {
        IAssignmentOperation { Target: var target } => SymbolOf(target),
        IIncrementOrDecrementOperation { Target: var target } => SymbolOf(target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var target } => SymbolOf(target),
        _ => null,
    }).OfType<ISymbol>();

    /// <summary>True when the try block does nothing but clean up, or the clause stands where only cleaning up is done.</summary>
    public bool IsCleanup
    {
        get
        {
            if (clause.Syntax.Ancestors().Any(node => node is FinallyClauseSyntax)) return true;
            if (clause.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: var name } && Names.Words(name).Any(IsCleaning)) return true;
            var calls = Try.Body.Descendants().OfType<IInvocationOperation>().ToList();
            return calls.Count > 0 && calls.All(call => Names.Words(call.TargetMethod.Name).Any(IsCleaning) && (call.TargetMethod.Name != "Delete" || call.TargetMethod.ContainingType.Name is "File" or "Directory" or "FileInfo" or "DirectoryInfo" or "FileSystemInfo") || call.TargetMethod.Name is "ConfigureAwait" or "Exists" or "Combine");
        }
    }

    /// <summary>True when the member asks a question that an exception answers: TryParse, Exists, GetOrDefault.</summary>
    public bool AnswersQuestion => MemberName is { } name && Names.Words(name) is var words
        && (words.FirstOrDefault() is "Try" or "Is" or "Has" or "Can" or "Exists" or "Validate" or "Verify" or "Check" or "Test" or "Ping" or "Probe" || words.Any(word => word is "Exists" or "Default" or "Safe" or "Safely" or "Optional" or "Quietly" or "Silently" or "Ignore" or "Warmup" or "Warm"));

    /// <summary>True when a comment says that nothing is to be done.</summary>
    public bool IsExplained => clause.Syntax.DescendantTrivia(descendIntoTrivia: true).Any(trivia => (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) && Explanations.Any(word => trivia.ToString().IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));

    static readonly string[] Explanations = ["best effort", "best-effort", "critical", "deliberate", "intentional", "on purpose", "optional", "expected", "harmless"];

    /// <summary>True when code after the try statement looks at what it left behind, and throws, logs or says that something failed; or when the try is repeated without end.</summary>
    public bool IsSettledLater
    {
        get
        {
            var (left, root) = (new HashSet<ISymbol>(Try.Body.Descendants().Select(operation => operation is IAssignmentOperation { Target: var target } ? SymbolOf(target) : null).OfType<ISymbol>().Concat(Written), SymbolEqualityComparer.Default), Root);
            var end = Try.Syntax.Span.End;
            var loop = Loop;
            if (loop is IWhileLoopOperation { Condition.ConstantValue: { HasValue: true, Value: true } } or IForLoopOperation { Condition: null }) return !Leaves;
            if (root.Descendants().Any(operation => operation is IVariableDeclaratorOperation { Symbol: var local } declarator && left.Contains(local) && declarator.Syntax.SpanStart < Try.Syntax.SpanStart && IsPessimistic(declarator)))
                return true;
            if (loop is IWhileLoopOperation or IForLoopOperation && loop.Parent is IBlockOperation around
                && around.Operations.SkipWhile(operation => operation != loop).Skip(1).SelectMany(operation => operation.DescendantsAndSelf()).Any(IsLastWord)) return true;
            return root.Descendants().Any(operation => operation.Syntax.SpanStart >= end && operation switch
            {
                IThrowOperation thrown => IsAbout(thrown, left, loop),
                IConditionalOperation { Condition: var condition } choice when Mentions(condition, left) => Answers(choice) || Fallbacks.IsOtherWay(choice, IsWork),
                ICoalesceOperation { Value: var value, WhenNull: var other } when Mentions(value, left) => other.DescendantsAndSelf().Any(IsWork),
                ICoalesceAssignmentOperation { Target: var target, Value: var other } when Mentions(target, left) => other.DescendantsAndSelf().Any(IsWork),
                ISwitchOperation choice when Mentions(choice.Value, left) => Answers(choice),
                _ => false,
            });
        }
    }

    /// <summary>True when control leaves the loop or the method here.</summary>
    public bool Leaves => Inside.Any(operation => operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break });

    /// <summary>The operations of the clause, lambdas in it included.</summary>
    public IEnumerable<IOperation> Inside => clause.Handler.Descendants();

    /// <summary>The innermost loop around the try statement, or null.</summary>
    public ILoopOperation? Loop
    {
        get
        {
            for (var at = Try.Parent; at is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = at.Parent)
                if (at is ILoopOperation loop) return loop;
            return null;
        }
    }

    IOperation Root
    {
        get
        {
            IOperation at = clause;
            while (at.Parent is not null and not IAnonymousFunctionOperation) at = at.Parent;
            return at;
        }
    }

    string? MemberName => clause.Syntax.Ancestors().Select(node => node switch
    {
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        _ => null,
    }).FirstOrDefault(name => name is not null);

    // var status = "Failed"; var succeeded = false; what only success overwrites.
    static bool IsPessimistic(IVariableDeclaratorOperation declarator) => declarator.GetVariableInitializer()?.Value is { } value
        && ((value.ConstantValue is { HasValue: true, Value: false } && FailureWords.IsOutcome(declarator.Symbol.Name)) || value.DescendantsAndSelf().Any(FailureWords.Speaks));

    // throw after the loop that retried, or x ?? throw.
    static bool IsAbout(IThrowOperation thrown, HashSet<ISymbol> left, ILoopOperation? loop) =>
        thrown.Parent is ICoalesceOperation or IConversionOperation { Parent: ICoalesceOperation } || (loop is not null && thrown.Syntax.SpanStart >= loop.Syntax.Span.End)
        || (thrown.Exception is { } exception && Mentions(exception, left));

    // What follows the attempts when all of them have failed.
    bool IsLastWord(IOperation operation) => operation is IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: false } }
        || project.Loggers.At(operation) is { IsFaint: false, Severity: >= LogSeverity.Warning } || FailureWords.Speaks(operation);

    bool IsWork(IOperation operation) => operation is IInvocationOperation call && project.Loggers.At(call) is null && !IsIdle(call);

    bool Answers(IOperation choice) => choice.Descendants().Any(operation => operation is IThrowOperation || project.Loggers.At(operation) is { IsFaint: false } || FailureWords.Speaks(operation));

    static bool Mentions(IOperation? value, HashSet<ISymbol> symbols) => value is not null && value.DescendantsAndSelf().Any(operation => SymbolOf(operation) is { } symbol && symbols.Contains(symbol));

    internal static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // _ = ex; var text = ex.Message; with nobody to read the text.
    bool IsForgotten(ILocalReferenceOperation reference)
    {
        IOperation at = reference;
        while (at.Parent is IConversionOperation or IPropertyReferenceOperation or IInterpolationOperation or IInterpolatedStringOperation or IBinaryOperation || at.Parent is IInvocationOperation { TargetMethod.Name: "ToString" } text && text.Instance == at) at = at.Parent;
        return at.Parent switch
        {
            IAssignmentOperation { Target: IDiscardOperation } => true,
            IExpressionStatementOperation => true,
            // if (ex.InnerException != null)
            IConditionalOperation choice => choice.Condition == at && reference.Parent is IPropertyReferenceOperation { Property.Name: "InnerException" },
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => !Inside.Any(operation => operation is ILocalReferenceOperation use && Same(use.Local, local) && !IsInQuietLog(use)),
            _ => false,
        };
    }

    bool IsInQuietLog(IOperation operation) => LogAround(operation) is { IsQuiet: true };

    /// <summary>True when the operation is a log call or stands in one.</summary>
    public bool IsInLog(IOperation operation) => LogAround(operation) is not null;

    LogCall? LogAround(IOperation operation)
    {
        for (var at = operation; at is not null && at != clause; at = at.Parent)
            if (project.Loggers.At(at) is { } log) return log;
        return null;
    }

    // A wait, an empty value, a closing call: nothing that answers a failure.
    static bool IsIdle(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        return method.Name switch
        {
            "Delay" or "FromResult" => type.Name is "Task" or "ValueTask",
            "Sleep" => type.Name == "Thread",
            "Empty" => type.Name is "Array" or "Enumerable",
            // An answer that says all went well.
            "Ok" or "NoContent" or "Accepted" or "Created" or "Success" => type.Name.Contains("Result"),
            "ConfigureAwait" or "GetAwaiter" or "GetResult" or "FromMilliseconds" or "FromSeconds" or "ToString" => true,
            "Dispose" or "DisposeAsync" or "Close" or "Rollback" or "RollbackAsync" => true,
            _ => type.SpecialType == SpecialType.System_String,
        };
    }

    static bool IsCleaning(string word) => word is "Dispose" or "Close" or "Kill" or "Cleanup" or "Clean" or "Delete" or "Shutdown" or "Unlock" or "Release" or "Flush" or "Teardown" or "Rollback" or "Abort";

    static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
