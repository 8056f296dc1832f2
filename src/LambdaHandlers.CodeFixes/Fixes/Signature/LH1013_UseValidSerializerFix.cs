using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The serializer's own constructor becomes public; or the attribute names AWS's serializer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class UseValidSerializerFix() : LambdaFix(UseValidSerializer.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Public", "Make the constructor public", MakePublic), new("Default", "Use DefaultLambdaJsonSerializer", UseDefault)];

    static Edit? MakePublic(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<TypeSyntax>() is not { } name || target.Model.GetTypeInfo(name, target.Cancellation).Type is not INamedTypeSymbol { IsAbstract: false } type
            || type.InstanceConstructors.FirstOrDefault(each => each.Parameters.Length == 0) is not { DeclaringSyntaxReferences: [var reference] } constructor || constructor.DeclaredAccessibility == Accessibility.Public
            || reference.GetSyntax(target.Cancellation) is not ConstructorDeclarationSyntax declaration || target.Document.Project.GetDocument(reference.SyntaxTree) is not { } document)
            return null;
        return cancellation =>
        {
            var rest = declaration.Modifiers.Where(modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()));
            var start = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0].LeadingTrivia : declaration.Identifier.LeadingTrivia;
            var bare = declaration.Modifiers.Count > 0 ? declaration : declaration.WithIdentifier(declaration.Identifier.WithLeadingTrivia());
            var changed = bare.WithModifiers(SyntaxFactory.TokenList(rest.Prepend(SyntaxFactory.Token(start, SyntaxKind.PublicKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)))));
            return Task.FromResult(document.WithSyntaxRoot(reference.SyntaxTree.GetRoot(cancellation).ReplaceNode(declaration, changed)).Project.Solution);
        };
    }

    static Edit? UseDefault(Target target)
    {
        if (target.Project?.Find("Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer") is not { } serializer || target.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) return null;
        var position = argument.SpanStart;
        return target.Replacing((root, _) => Usings.Add(
            root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression($"typeof({Usings.NameOf(serializer, target.Model, position)})").WithTriviaFrom(argument.Expression)), serializer, target.Model, position));
    }
}
