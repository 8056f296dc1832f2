using System.Composition;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Structure;

/// <summary>The clients come through a constructor, typed by their interfaces; the one that Lambda calls creates them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class LetTestsReplaceClientsFix() : LambdaFix(LetTestsReplaceClients.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Pair", "Take the clients through a constructor", Plan)];

    static Edit? Plan(Target target) =>
        target.Project is { } project && target.Around<TypeDeclarationSyntax>() is { } type
        && target.Model.GetDeclaredSymbol(type, target.Cancellation) is INamedTypeSymbol symbol
        && OwnResource.UsedBy(symbol, project, target.Cancellation) is { IsEmpty: false } resources && !resources.Any(each => each.IsIndirect)
        && Injection.Of(type, resources, target.Model, project, target.Cancellation) is { } injection
            ? target.Replacing((root, _) => root.ReplaceNode(type, injection.Apply())) : null;
}
