using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The partial batch response of an event source, and a handler rewritten to return it.</summary>
sealed class BatchResponse
{
    BatchResponse(INamedTypeSymbol type, INamedTypeSymbol list, string identifier, bool isStream) => (_type, _list, _identifier, _isStream) = (type, list, identifier, isStream);

    readonly INamedTypeSymbol _type;
    readonly INamedTypeSymbol _list;
    readonly string _identifier;
    // A stream goes on at the first failure: what comes after it would be done twice.
    readonly bool _isStream;

    /// <summary>The response of a source; null for those without one.</summary>
    public static BatchResponse? Of(EventSource source, LambdaProject project)
    {
        var (name, identifier) = source switch
        {
            EventSource.Sqs => ("Amazon.Lambda.SQSEvents.SQSBatchResponse", "MessageId"),
            EventSource.Kinesis => ("Amazon.Lambda.KinesisEvents.StreamsEventResponse", "Kinesis.SequenceNumber"),
            EventSource.DynamoDb => ("Amazon.Lambda.DynamoDBEvents.StreamsEventResponse", "Dynamodb.SequenceNumber"),
            _ => ("", ""),
        };
        return name.Length > 0 && project.Find(name) is { } type && project.Find("System.Collections.Generic.List`1") is { } list ? new BatchResponse(type, list, identifier, source != EventSource.Sqs) : null;
    }

    /// <summary>The expression of a list of failures that the place sees, or null.</summary>
    public string? ListIn(SyntaxNode place, SemanticModel model)
    {
        foreach (var local in model.LookupSymbols(place.SpanStart).OfType<ILocalSymbol>().Where(local => local.Locations[0].SourceSpan.Start < place.SpanStart))
            if (local.Type is INamedTypeSymbol { TypeArguments: [{ Name: "BatchItemFailure" } item] } && SymbolEqualityComparer.Default.Equals(item.ContainingType, _type)) return local.Name;
            else if (SymbolEqualityComparer.Default.Equals(local.Type, _type)) return local.Name + ".BatchItemFailures";
        return null;
    }

    /// <summary>The clause that logs its exception and adds the record to the list.</summary>
    public CatchClauseSyntax Noted(CatchClauseSyntax clause, string list, string record, Target target, LostRecord lost)
    {
        var changed = !lost.Caught.Logs && LoggerInScope.At(clause.Block, target.Model, target.Project!) is { Needs: null } logger ? CatchLog.Add(clause, target.Model, target.Project!, logger) : clause;
        var statements = changed.Block.Statements;
        var last = statements.LastOrDefault() is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax ? statements.Last() : null;
        var block = changed.Block;
        if (_isStream && StandsInRecordLoop(clause) && last is null or ContinueStatementSyntax)
        {
            var stop = SyntaxFactory.BreakStatement();
            block = last is null ? block.Insert(statements.Count, stop) : block.ReplaceNode(last, stop.WithTriviaFrom(last));
            last = block.Statements.Last();
        }
        var add = SyntaxFactory.ParseStatement($"{list}.Add(new {Item(target.Model, clause)} {{ ItemIdentifier = {record}.{_identifier} }});");
        // The block has left its tree; its line breaks tell the same.
        return changed.WithBlock(block.Insert(last is null ? block.Statements.Count : block.Statements.IndexOf(last), add));
    }

    static bool StandsInRecordLoop(SyntaxNode clause) =>
        clause.Ancestors().FirstOrDefault(node => node is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax) is ForEachStatementSyntax;

    /// <summary>The method with the response as its result.</summary>
    public MethodDeclarationSyntax Retyped(MethodDeclarationSyntax method, CatchClauseSyntax clause, string record, Target target, LostRecord lost)
    {
        var name = Usings.NameOf(_type, target.Model, method.SpanStart);
        var list = Statements.Unused(method, "failures", "failedRecords");
        var answer = _isStream ? $"return new {name} {{ BatchItemFailures = {list} }};" : $"return new {name}({list});";
        StatementSyntax Answer(ReturnStatementSyntax old) => SyntaxFactory.ParseStatement(answer).WithTriviaFrom(old);
        var noted = Noted(clause, list, record, target, lost);
        noted = noted.ReplaceNodes(Returns(noted.Block), (old, _) => Answer(old));
        var falls = target.Model.AnalyzeControlFlow(method.Body!) is { Succeeded: true, EndPointIsReachable: true };
        var changed = method.ReplaceNodes(Returns(method.Body!).Where(each => !clause.Span.Contains(each.Span)).Cast<SyntaxNode>().Append(clause), (old, _) => old is ReturnStatementSyntax each ? Answer(each) : noted);
        var body = changed.Body!.Insert(0, SyntaxFactory.ParseStatement($"var {list} = new {Usings.NameOf(_list, target.Model, method.SpanStart).Split('<')[0]}<{name}.BatchItemFailure>();"));
        if (falls) body = body.Insert(body.Statements.Count, SyntaxFactory.ParseStatement(answer));
        var result = method.ReturnType is PredefinedTypeSyntax ? SyntaxFactory.ParseTypeName(name) : SyntaxFactory.ParseTypeName($"{method.ReturnType.WithoutTrivia()}<{name}>");
        return changed.WithBody(body).WithReturnType(result.WithTriviaFrom(method.ReturnType));
    }

    /// <summary>The root with what the response and the list need imported.</summary>
    public SyntaxNode Imported(SyntaxNode root, SemanticModel model, int position) => Usings.Add(Usings.Add(root, _list, model, position), _type, model, position);

    string Item(SemanticModel model, SyntaxNode place) => Usings.NameOf(_type, model, place.SpanStart) + ".BatchItemFailure";

    static IEnumerable<ReturnStatementSyntax> Returns(SyntaxNode body) =>
        body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Where(each => each.Expression is null);
}
