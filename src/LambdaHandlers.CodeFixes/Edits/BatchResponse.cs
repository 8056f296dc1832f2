using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The partial batch response of an event source: its type, and how a record is noted in it.</summary>
sealed class BatchResponse
{
    BatchResponse(INamedTypeSymbol type, string identifier, bool isStream) => (Type, _identifier, IsStream) = (type, identifier, isStream);

    readonly string _identifier;

    /// <summary>SQSBatchResponse, or the StreamsEventResponse of the right namespace.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>True for a stream: it goes on at the first failure, and what comes after it would be done twice.</summary>
    public bool IsStream { get; }

    /// <summary>The response of a source; null for those without one, such as Kafka.</summary>
    public static BatchResponse? Of(EventSource source, LambdaProject project)
    {
        var (name, identifier) = source switch
        {
            EventSource.Sqs => ("Amazon.Lambda.SQSEvents.SQSBatchResponse", "MessageId"),
            EventSource.Kinesis => ("Amazon.Lambda.KinesisEvents.StreamsEventResponse", "Kinesis.SequenceNumber"),
            EventSource.DynamoDb => ("Amazon.Lambda.DynamoDBEvents.StreamsEventResponse", "Dynamodb.SequenceNumber"),
            _ => ("", ""),
        };
        return name.Length > 0 && project.Find(name) is { } type ? new BatchResponse(type, identifier, source != EventSource.Sqs) : null;
    }

    /// <summary>The expression of a list of failures that the place sees, or null.</summary>
    public string? ListIn(SyntaxNode place, SemanticModel model)
    {
        foreach (var local in model.LookupSymbols(place.SpanStart).OfType<ILocalSymbol>().Where(local => local.Locations[0].SourceSpan.Start < place.SpanStart))
            if (local.Type is INamedTypeSymbol { TypeArguments: [{ Name: "BatchItemFailure" } item] } && SymbolEqualityComparer.Default.Equals(item.ContainingType, Type)) return local.Name;
            else if (SymbolEqualityComparer.Default.Equals(local.Type, Type)) return local.Name + ".BatchItemFailures";
        return null;
    }

    /// <summary>The clause that logs its exception and adds the record to the list; null where the rest of a queue that keeps its order can't be named.</summary>
    public CatchClauseSyntax? Noted(CatchClauseSyntax clause, string list, string record, Target target, LostRecord lost)
    {
        var around = LoopAround(clause);
        var loop = around as ForEachStatementSyntax;
        // A FIFO queue keeps its order only if what comes after a failure comes back with it.
        if (lost.IsOrdered && (loop is null || !IsPlain(loop.Expression))) return null;
        var changed = !lost.Caught.Logs && LoggerInScope.At(clause.Block, target.Model, target.Project!) is { } logger && logger.IsImportedAt(clause) ? CatchLog.Add(clause, target.Model, target.Project!, logger) : clause;
        var statements = changed.Block.Statements;
        var last = statements.LastOrDefault() is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax ? statements.Last() : null;
        var block = changed.Block;
        if ((IsStream || lost.IsOrdered) && around is CommonForEachStatementSyntax or ForStatementSyntax && last is null or ContinueStatementSyntax)
        {
            var stop = SyntaxFactory.BreakStatement();
            block = last is null ? block.Insert(statements.Count, stop) : block.ReplaceNode(last, stop.WithTriviaFrom(last));
            last = block.Statements.Last();
        }
        var item = Item(target.Model, clause);
        var each = Statements.Unused(Statements.Member(clause), "each", "rest");
        var add = SyntaxFactory.ParseStatement(lost.IsOrdered
            ? $"{list}.AddRange({loop!.Expression.WithoutTrivia()}.SkipWhile({each} => {each} != {record}).Select({each} => new {item} {{ ItemIdentifier = {each}.{_identifier} }}));"
            : $"{list}.Add(new {item} {{ ItemIdentifier = {record}.{_identifier} }});");
        // The block has left its tree; its line breaks tell the same.
        return changed.WithBlock(block.Insert(last is null ? block.Statements.Count : block.Statements.IndexOf(last), add));
    }

    /// <summary>How a place writes the type of one failure.</summary>
    public string Item(SemanticModel model, SyntaxNode place) => Usings.NameOf(Type, model, place.SpanStart) + ".BatchItemFailure";

    /// <summary>The statement that answers with the failures.</summary>
    public string Answer(SemanticModel model, SyntaxNode place, string list) =>
        IsStream ? $"return new {Usings.NameOf(Type, model, place.SpanStart)} {{ BatchItemFailures = {list} }};" : $"return new {Usings.NameOf(Type, model, place.SpanStart)}({list});";

    // The innermost of what a break ends, in the same function.
    static SyntaxNode? LoopAround(SyntaxNode clause) =>
        clause.Ancestors().FirstOrDefault(node => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    // batch.Records
    static bool IsPlain(ExpressionSyntax expression) => expression is IdentifierNameSyntax || (expression is MemberAccessExpressionSyntax { Expression: var inner } && IsPlain(inner));
}
