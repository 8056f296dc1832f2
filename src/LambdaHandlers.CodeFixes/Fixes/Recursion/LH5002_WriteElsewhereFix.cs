using System.Composition;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>The target comes from the function's configuration, not from the event; or the key gets a prefix, and the handler skips what begins with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class WriteElsewhereFix() : LambdaFix(WriteElsewhere.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => 
        [new("Configure", "Take the target from an environment variable", Configure), new("Prefix", "Write under a prefix that the handler skips", Prefix)];

    static readonly Dictionary<string, (string Field, string Variable)> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BucketName"] = ("OutputBucket", "OUTPUT_BUCKET"), ["DestinationBucket"] = ("OutputBucket", "OUTPUT_BUCKET"), ["QueueUrl"] = ("OutputQueueUrl", "OUTPUT_QUEUE_URL"),
        ["TopicArn"] = ("OutputTopicArn", "OUTPUT_TOPIC_ARN"), ["TableName"] = ("OutputTable", "OUTPUT_TABLE"), ["StreamName"] = ("OutputStream", "OUTPUT_STREAM"),
    };

    static Edit? Configure(Target target)
    {
        if (!target.Properties.TryGetValue("Target", out var triggers) || triggers != "same"
            || target.Around<InvocationExpressionSyntax>() is not { } call || Written(call, target) is not var (value, name)
            || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { OpenBraceToken.RawKind: not 0 } type || type is InterfaceDeclarationSyntax
            || target.Project?.Find("System.Environment") is not { } environment)
            return null;
        var (field, variable) = Names[name];
        var read = $"{Usings.NameOf(environment, target.Model, type.SpanStart)}.GetEnvironmentVariable(\"{variable}\")" + (target.Model.GetNullableContext(type.SpanStart).AnnotationsEnabled() ? "!" : "");
        var isThere = target.Model.GetDeclaredSymbol(type, target.Cancellation)?.GetMembers(field) is [IFieldSymbol { DeclaringSyntaxReferences: [var known, ..] }] && known.GetSyntax(target.Cancellation).ToString().Contains($"\"{variable}\"");
        if (!isThere && target.Model.LookupSymbols(value.SpanStart, name: field).Length > 0) return null;
        var member = isThere ? null : $"private static readonly string {field} = {read};";
        return target.Replacing((root, _) => Usings.Add(With(root, type, member, (value, now => SyntaxFactory.IdentifierName(field).WithTriviaFrom(now))), environment, target.Model, type.SpanStart));
    }

    // foreach (var record in …) { if (record.S3.Object.Key.StartsWith(Prefix)) continue; … Key = Prefix + key }
    static Edit? Prefix(Target target)
    {
        const string Field = "OutputPrefix";
        if (!target.Properties.TryGetValue("Target", out var triggers) || triggers != "same" || target.Around<InvocationExpressionSyntax>() is not { } call
            || call.ArgumentList.Arguments is not [{ Expression: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } }, ..]
            || initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax { Identifier.ValueText: "Key" or "DestinationKey" }) is not { Right: var key }
            || call.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { Statement: BlockSyntax block } records
            || target.Model.GetDeclaredSymbol(records, target.Cancellation) is not { Type.Name: "S3EventNotificationRecord", Name: var record }
            || call.Ancestors().TakeWhile(above => above != records).Any(above => above is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { OpenBraceToken.RawKind: not 0 } type || type is InterfaceDeclarationSyntax
            || target.Model.LookupSymbols(key.SpanStart, name: Field).Length > 0)
            return null;
        var end = Layout.EndOfLine(type);
        var skip = SyntaxFactory.ParseStatement($"if ({record}.S3.Object.Key.StartsWith({Field})) continue;").WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation);
        return target.Replacing((root, _) => With(root, type, $"private const string {Field} = \"processed/\";",
            (key, now => SyntaxFactory.ParseExpression($"{Field} + {(now is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or InterpolatedStringExpressionSyntax ? now.WithoutTrivia().ToString() : $"({now.WithoutTrivia()})")}").WithTriviaFrom(now)),
            (block, now => ((BlockSyntax)now).WithStatements(((BlockSyntax)now).Statements.Insert(0, skip)))));
    }

    static SyntaxNode With(SyntaxNode root, TypeDeclarationSyntax type, string? member, params (SyntaxNode Old, Func<SyntaxNode, SyntaxNode> New)[] changes)
    {
        var mark = new SyntaxAnnotation();
        root = root.ReplaceNodes(changes.Select(change => change.Old).Append(type), (old, now) => old == type ? now.WithAdditionalAnnotations(mark) : changes.First(change => change.Old == old).New(now));
        if (member is null) return root;
        var changed = (TypeDeclarationSyntax)root.GetAnnotatedNodes(mark).Single();
        var end = Layout.EndOfLine(type);
        var declared = SyntaxFactory.ParseMemberDeclaration(member)!.WithTrailingTrivia(end, end).WithAdditionalAnnotations(Formatter.Annotation);
        return root.ReplaceNode(changed, changed.WithMembers(changed.Members.Insert(0, declared)));
    }

    // Where the call itself names its target: BucketName = …, or an argument of that name.
    static (ExpressionSyntax Value, string Name)? Written(InvocationExpressionSyntax call, Target target)
    {
        foreach (var argument in call.ArgumentList.Arguments)
            if (argument.Expression is BaseObjectCreationExpressionSyntax { Initializer: { } initializer })
            {
                foreach (var each in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
                    if (each.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && Names.ContainsKey(name)) return (each.Right, name);
            }
            else if (target.Model.GetOperation(argument, target.Cancellation) is Microsoft.CodeAnalysis.Operations.IArgumentOperation { Parameter.Name: var parameter } && Names.ContainsKey(parameter))
                return (argument.Expression, parameter);
        return null;
    }
}
