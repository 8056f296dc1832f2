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

/// <summary>The target comes from the function's configuration, not from the event.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WriteElsewhereFix() : LambdaFix(WriteElsewhere.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Configure", "Take the target from an environment variable", Plan)];

    static readonly Dictionary<string, (string Field, string Variable)> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BucketName"] = ("OutputBucket", "OUTPUT_BUCKET"), ["DestinationBucket"] = ("OutputBucket", "OUTPUT_BUCKET"), ["QueueUrl"] = ("OutputQueueUrl", "OUTPUT_QUEUE_URL"),
        ["TopicArn"] = ("OutputTopicArn", "OUTPUT_TOPIC_ARN"), ["TableName"] = ("OutputTable", "OUTPUT_TABLE"), ["StreamName"] = ("OutputStream", "OUTPUT_STREAM"),
    };

    static Edit? Plan(Target target)
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
        return target.Replacing((root, _) =>
        {
            var mark = new SyntaxAnnotation();
            root = root.ReplaceNodes(new SyntaxNode[] { value, type }, (old, now) => old == value ? SyntaxFactory.IdentifierName(field).WithTriviaFrom(now) : now.WithAdditionalAnnotations(mark));
            if (isThere) return root;
            var changed = (TypeDeclarationSyntax)root.GetAnnotatedNodes(mark).Single();
            var end = Usings.EndOfLine(type);
            var declared = SyntaxFactory.ParseMemberDeclaration($"private static readonly string {field} = {read};")!.WithTrailingTrivia(end, end).WithAdditionalAnnotations(Formatter.Annotation);
            return Usings.Add(root.ReplaceNode(changed, changed.WithMembers(changed.Members.Insert(0, declared))), environment, target.Model, type.SpanStart);
        });
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
