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

/// <summary>The parameters become those that the loader passes, where nobody else calls the method and its body means the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class TakeInputAndContextFix() : LambdaFix(TakeInputAndContext.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Swap", "Take the input first", target => Of(target, TakeInputAndContext.Swapped) is { } found ? Reorder(target, found) : null),
        new("Deadline", "Make the token from the deadline", target => (Of(target, TakeInputAndContext.TooMany) ?? Of(target, TakeInputAndContext.NoContext) ?? Of(target, TakeInputAndContext.Token)) is { } found ? DeadlineToken.In(found.Declaration, found.Method, target) : null),
        new("Drop", "Remove the unused parameters", target => Of(target, TakeInputAndContext.TooMany) is { } many ? Drop(target, many, 2) : Of(target, TakeInputAndContext.Two) is { } two ? Drop(target, two, 1) : null),
        new("Context", "Take ILambdaContext", target => (Of(target, TakeInputAndContext.Derived) ?? Of(target, TakeInputAndContext.NoContext) ?? Of(target, TakeInputAndContext.Token)) is { } found ? Retype(target, found, target.Project!.Types.LambdaContext!) : null),
        new("Stream", "Take Stream", target => Of(target, TakeInputAndContext.DerivedStream) is { } found ? Retype(target, found, target.Project!.Types.Stream!) : null),
    ];

    static (MethodDeclarationSyntax Declaration, IMethodSymbol Method)? Of(Target target, string defect) =>
        target.Project is { } project && target.Properties.TryGetValue(TakeInputAndContext.Defect, out var found) && found == defect ? HandlerMethod.Free(target.Node, target.Model, project, target.Cancellation) : null;

    static Edit? Reorder(Target target, (MethodDeclarationSyntax Declaration, IMethodSymbol Method) handler)
    {
        var list = handler.Declaration.ParameterList;
        if (list.Parameters is not [var first, var second] || first.Default is not null || second.Default is not null || first.Modifiers.Count + second.Modifiers.Count > 0) return null;
        return target.Replacing((root, _) => root.ReplaceNodes([first, second], (old, _) => old == first ? second.WithTriviaFrom(first) : first.WithTriviaFrom(second)));
    }

    // Of two contexts the second is the real one, of many parameters the first two.
    static Edit? Drop(Target target, (MethodDeclarationSyntax Declaration, IMethodSymbol Method) handler, int most)
    {
        var (declaration, method) = handler;
        var kept = most == 1 ? method.Parameters.RemoveAt(0) : method.Parameters.RemoveRange(2, method.Parameters.Length - 2);
        if (!kept[kept.Length - 1].Type.Is(target.Project!.Types.LambdaContext) || method.Parameters.RemoveRange(kept).Any(extra => Mentions.Of(extra, declaration, target.Model, target.Cancellation).Any())
            || declaration.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)))
            return null;
        var (list, all) = (declaration.ParameterList, declaration.ParameterList.Parameters);
        var separated = SyntaxFactory.SeparatedList(kept.Select(parameter => parameter.Equals(kept[0], SymbolEqualityComparer.Default) ? all[parameter.Ordinal].WithLeadingTrivia(all[0].GetLeadingTrivia()) : all[parameter.Ordinal]), all.GetSeparators().Take(kept.Length - 1));
        return target.Replacing((root, _) => root.ReplaceNode(list, list.WithParameters(separated)));
    }

    static Edit? Retype(Target target, (MethodDeclarationSyntax Declaration, IMethodSymbol Method) handler, INamedTypeSymbol type)
    {
        if (target.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } written, Default: null } parameter || parameter.Modifiers.Any(modifier => !modifier.IsKind(SyntaxKind.InKeyword))
            || target.Model.GetDeclaredSymbol(parameter, target.Cancellation) is not { } symbol
            || !Mentions.Of(symbol, handler.Declaration, target.Model, target.Cancellation).All(use => HandlerMethod.IsFineAs(use, type, target.Model, target.Cancellation)))
            return null;
        var position = parameter.SpanStart;
        var name = SyntaxFactory.ParseTypeName(Usings.NameOf(type, target.Model, position)).WithTriviaFrom(written);
        return target.Replacing((root, _) => Usings.Add(root.ReplaceNode(parameter, parameter.WithModifiers(default).WithType(name).WithLeadingTrivia(parameter.GetLeadingTrivia())), type, target.Model, position));
    }
}
