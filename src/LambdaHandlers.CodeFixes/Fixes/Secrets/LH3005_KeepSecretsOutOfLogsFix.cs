using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Secrets;

/// <summary>A whole event gives way to its id and route; a secret, and the line that is nothing without it, goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepSecretsOutOfLogsFix() : LambdaFix(KeepSecretsOutOfLogs.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Ids", "Log what identifies the event instead", Identify),
        new("LeaveOut", "Leave it out of the log", LeaveOut),
        new("LogEvent", "Turn LogEvent off", RemoveArgument),
    ];

    static Sensitive? Found(Target target) => target.Model.GetOperation(target.Node, target.Cancellation) is { } value ? Sensitive.In(value, isWhole: true) : null;

    static Edit? Identify(Target target)
    {
        if (LogArguments.At(target) is not { } arguments || Found(target) is not { Kind: SensitiveKind.Event or SensitiveKind.Payload } found || EventNamed(target.Node, found.Name) is not { } type || Ids(target, type, found.Name) is not { } ids) return null;
        if (arguments.Log.Values is { Length: 1 } && arguments.Values.Single().Span.Contains(target.Node.Span) && target.Model.GetConstantValue(arguments.Message).HasValue)
            return target.Replacing((root, _) => root.ReplaceNode(arguments.Call, arguments.With([.. arguments.Before, SyntaxFactory.Argument(MessageTemplate.Literal(string.Join(" ", ids.Select(id => "{" + id.Name + "}")))), .. ids.Select(id => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(id.Value)))])));
        var last = ids[ids.Count - 1].Value;
        return target.Node is ExpressionSyntax expression && target.Model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String
            ? target.Replacing((root, _) => root.ReplaceNode(expression, SyntaxFactory.ParseExpression(last).WithTriviaFrom(expression))) : null;
    }

    // The event must be visible here under its name.
    static IdentifierNameSyntax? EventNamed(SyntaxNode node, string name) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault(each => each.Identifier.ValueText == name);

    static List<(string Name, string Value)>? Ids(Target target, IdentifierNameSyntax identifier, string name) => target.Model.GetTypeInfo(identifier).Type is not { } type ? null : EventSources.Of(type) switch
    {
        EventSource.ApiGatewayRest => [("Method", name + ".HttpMethod"), ("Resource", name + ".Resource"), ("ApiRequestId", name + ".RequestContext.RequestId")],
        EventSource.ApiGatewayHttp => [("RouteKey", name + ".RouteKey"), ("ApiRequestId", name + ".RequestContext.RequestId")],
        EventSource.LoadBalancer => [("Method", name + ".HttpMethod"), ("Path", name + ".Path")],
        EventSource.Sqs or EventSource.Sns or EventSource.Kinesis or EventSource.DynamoDb => [("RecordCount", name + ".Records.Count")],
        _ => null,
    };

    static Edit? LeaveOut(Target target)
    {
        if (LogArguments.At(target) is not { } arguments || Found(target) is not { Kind: not (SensitiveKind.Event or SensitiveKind.Payload) } found) return null;
        // foreach over the environment: the loop goes, when it does nothing else.
        if (found.Kind == SensitiveKind.Environment && arguments.Call.Parent is ExpressionStatementSyntax inner && inner.FirstAncestorOrSelf<ForEachStatementSyntax>() is { } loop && target.Node is not InvocationExpressionSyntax)
            return (loop.Statement == inner || loop.Statement is BlockSyntax { Statements: [var only] } && only == inner) && loop.Parent is BlockSyntax ? target.Replacing((root, _) => root.RemoveNode(loop, SyntaxRemoveOptions.KeepNoTrivia)!) : null;
        if (MessageTemplate.Read(arguments.Message, arguments.Values, target.Model) is not { } template) return null;
        var rest = template.Without(value => value.Span.Contains(target.Node.Span));
        if (rest.HasWords && rest.Values.Any() || (rest.HasWords && found.Kind != SensitiveKind.Environment))
            return target.Replacing((root, _) => root.ReplaceNode(arguments.Call, arguments.With([.. arguments.Before, .. rest.Write()])));
        return arguments.Call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement && !rest.Values.Any()
            ? target.Replacing((root, _) => root.RemoveNode(statement, SyntaxRemoveOptions.KeepDirectives)!) : null;
    }

    static Edit? RemoveArgument(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent: AttributeArgumentListSyntax list } argument) return null;
        return target.Replacing((root, _) => list.Arguments.Count == 1 ? root.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)! : root.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia)!);
    }
}
