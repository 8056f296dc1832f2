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

    static Edit? MakePublic(Target target) =>
        target.Node.FirstAncestorOrSelf<TypeSyntax>() is { } name && target.Model.GetTypeInfo(name, target.Cancellation).Type is INamedTypeSymbol { IsAbstract: false } type ? PublicConstructor.Of(type, target) : null;

    static Edit? UseDefault(Target target)
    {
        if (target.Project?.Find("Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer") is not { } serializer || target.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) return null;
        var position = argument.SpanStart;
        return target.Replacing((root, _) => Usings.Add(
            root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression($"typeof({Usings.NameOf(serializer, target.Model, position)})").WithTriviaFrom(argument.Expression)), serializer, target.Model, position));
    }
}
