using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A loop over the records of a batch in a handler's own text, and whether the work for one of them can fail and take the others with it.</summary>
static class RecordLoop
{
    const int MostDepth = 3;

    /// <summary>True for a <c>foreach</c> over the records of SQS, Kinesis or DynamoDB streams.</summary>
    public static bool IsOne(IOperation operation) =>
        operation is IForEachLoopOperation { IsAsynchronous: false, Locals: [{ Type: { Name: not "KafkaEventRecord" } type }] } && LostRecord.IsRecord(type);

    /// <summary>True when the loop waits for work that can fail, an exception of which leaves the handler.</summary>
    public static bool LetsOneFailAll(IForEachLoopOperation loop, LambdaProject project, CancellationToken cancellation)
    {
        for (IOperation at = loop; at.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = parent)
            if (parent is ITryOperation tried && at == tried.Body && Swallows(tried, project, cancellation)) return false;
        return !loop.Body.Descendants().Any(part => part is ITryOperation tried && Swallows(tried, project, cancellation))
            && loop.Body.DescendantsAndSelf().Any(part => Waits(part, project) && part.DescendantsAndSelf().Any(each => CanFail(each, project, [], cancellation)))
            && !IsCommittedLater(loop, project, cancellation);
    }

    // What picks out one failure (a subscriber who is gone) lets all others go on.
    static bool Swallows(ITryOperation tried, LambdaProject project, CancellationToken cancellation) =>
        tried.Catches.Any(clause => clause.Filter is null && CaughtExceptions.IsWide(clause.ExceptionType) && !new Caught(clause, project, cancellation).Throws);

    static bool Waits(IOperation part, LambdaProject project) => part is IAwaitOperation || Blocking.IsOne(part, project.Types);

    // A call over the network or to a file; a method of the project does what its body does. What is idempotent may be done again.
    static bool CanFail(IOperation part, LambdaProject project, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        if (part is not IInvocationOperation { TargetMethod: var method } call || project.Loggers.At(call) is not null || method.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks"
            || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "IdempotentAttribute"))
            return false;
        if (seen.Count == MostDepth || method.IsAbstract || method.IsVirtual || Declared.In(method, project.Compilation) is not [var declaration, ..]) return Awaitables.IsPromise(method.ReturnType, project);
        if (!seen.Add(method.OriginalDefinition)) return false;
        var syntax = declaration.GetSyntax(cancellation);
        var fails = project.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is { } body
            && body.Descendants().Any(inner => CanFail(inner, project, seen, cancellation) && !IsSwallowed(inner, body, project, cancellation));
        seen.Remove(method.OriginalDefinition);
        return fails;
    }

    static bool IsSwallowed(IOperation part, IOperation within, LambdaProject project, CancellationToken cancellation)
    {
        for (var at = part; at != within && at.Parent is { } parent; at = parent)
            if (parent is ITryOperation tried && at == tried.Body && Swallows(tried, project, cancellation)) return true;
        return false;
    }

    // What is saved for all records after the loop is not done at all when one fails.
    static bool IsCommittedLater(IForEachLoopOperation loop, LambdaProject project, CancellationToken cancellation)
    {
        for (IOperation at = loop; at.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = parent)
            if (parent is IUsingOperation { Resources: var resources } && resources.Descendants().Any(each => each.Type?.Name.Contains("Transaction") == true)
                || parent is IBlockOperation block && (block.Operations.SkipWhile(each => each != at).Skip(1).SelectMany(each => each.DescendantsAndSelf()).Any(each => CanFail(each, project, [], cancellation))
                    || block.Operations.TakeWhile(each => each != at).Any(each => each is IUsingDeclarationOperation opened && opened.Descendants().Any(part => part.Type?.Name.Contains("Transaction") == true))))
                return true;
        return false;
    }
}
