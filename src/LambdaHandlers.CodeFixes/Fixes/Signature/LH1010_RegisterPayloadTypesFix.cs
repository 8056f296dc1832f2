using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The context's class gets a <c>[JsonSerializable]</c> for the missing type, after those that it has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class RegisterPayloadTypesFix() : LambdaFix(RegisterPayloadTypes.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Register", "Register the type", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || HandlerMethod.HandlerAt(target) is not { } handler) return null;
        var payload = Payload.Of(handler, project);
        var type = target.Properties.TryGetValue(RegisterPayloadTypes.IsAnswer, out var answer) && answer is not null ? payload.Written : payload.Read;
        // Of several parts of the class the one that registers already.
        if (type is null || JsonContext.Of(payload.Serializer) is not { } context || context.Knows(type) || Declaration(context.Type) is not { } declaration
            || target.Document.Project.GetDocument(declaration.SyntaxTree) is not { } document)
            return null;
        return cancellation =>
        {
            var last = declaration.AttributeLists.Last(IsRegistration);
            var model = project.Compilation.GetSemanticModel(declaration.SyntaxTree);
            var written = last.Attributes.Last(IsRegistration).Name.ToString();
            var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName(written), SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
                    SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression($"typeof({type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(model, declaration.SpanStart)})")))))))
                .WithLeadingTrivia(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
                .WithTrailingTrivia(last.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
            var changed = declaration.WithAttributeLists(declaration.AttributeLists.Insert(declaration.AttributeLists.IndexOf(last) + 1, list));
            return Task.FromResult(document.WithSyntaxRoot(declaration.SyntaxTree.GetRoot(cancellation).ReplaceNode(declaration, changed)).Project.Solution);
        };
    }

    static ClassDeclarationSyntax? Declaration(INamedTypeSymbol context) =>
        context.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<ClassDeclarationSyntax>().FirstOrDefault(part => part.AttributeLists.Any(IsRegistration));

    static bool IsRegistration(AttributeListSyntax list) => list.Attributes.Any(IsRegistration);

    static bool IsRegistration(AttributeSyntax attribute) => attribute.Name.ToString() is var name && (name.EndsWith("JsonSerializable", StringComparison.Ordinal) || name.EndsWith("JsonSerializableAttribute", StringComparison.Ordinal));
}
