using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A tuple in a method's signature becomes a record that stands above the class; what the method returns or reads of it follows.</summary>
static class TupleToRecord
{
    /// <summary>The root with the record in place of the tuple, or null where something would not compile.</summary>
    public static SyntaxNode? In(MethodDeclarationSyntax method, TupleTypeSyntax tuple, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetTypeInfo(tuple, cancellation).Type is not INamedTypeSymbol { IsTupleType: true } type || !HasRecords(model)
            || method.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault() is not { } outermost || model.GetDeclaredSymbol(method, cancellation) is not { } symbol)
            return null;
        var input = tuple.FirstAncestorOrSelf<ParameterSyntax>();
        var name = Unused(symbol.ContainingType.Name + (input is null ? "Result" : "Input"), model, outermost.SpanStart);
        var changes = new Dictionary<SyntaxNode, SyntaxNode> { [tuple] = SyntaxFactory.IdentifierName(name).WithTriviaFrom(tuple) };
        foreach (var use in input is null ? Made(method, type, model, cancellation) : [])
            changes[use] = SyntaxFactory.ParseExpression($"new {name}({string.Join(", ", use.Arguments.Select(argument => argument.Expression))})").WithTriviaFrom(use);
        foreach (var use in input is null ? [] : Read(input, method, model, cancellation))
            changes[use] = SyntaxFactory.IdentifierName(FieldName.Pascal(use.Identifier.ValueText)).WithTriviaFrom(use);
        var record = SyntaxFactory.ParseMemberDeclaration($"{(IsPublic(symbol.ContainingType) ? "public" : "internal")} record {name}({string.Join(", ", tuple.Elements.Select((element, at) => $"{element.Type.WithoutTrivia()} {FieldName.Pascal(element.Identifier is { RawKind: not 0, ValueText: var given } ? given : $"Item{at + 1}")}"))});")!;
        var root = Above(outermost, outermost.ReplaceNodes(changes.Keys, (old, _) => changes[old]), record);
        return StillCompiles.With(root, model, cancellation) ? root : null;
    }

    // return (a, b); Task.FromResult((a, b)); but not what a lambda of the method returns.
    static IEnumerable<TupleExpressionSyntax> Made(MethodDeclarationSyntax method, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellation) =>
        Frame.Own(method).OfType<TupleExpressionSyntax>()
            .Where(made => made.Ancestors().TakeWhile(above => above != method).Any(above => above is ReturnStatementSyntax or ArrowExpressionClauseSyntax)
                && model.GetTypeInfo(made, cancellation).ConvertedType is INamedTypeSymbol converted && SymbolEqualityComparer.Default.Equals(converted.TupleUnderlyingType ?? converted, type.TupleUnderlyingType ?? type));

    static IEnumerable<SimpleNameSyntax> Read(ParameterSyntax input, MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(input, cancellation) is not { } parameter ? []
            : Mentions.Of(parameter, method, model, cancellation).Select(use => use.Parent).OfType<MemberAccessExpressionSyntax>()
                .Where(access => model.GetSymbolInfo(access, cancellation).Symbol is IFieldSymbol).Select(access => access.Name);

    // Above the class and what is written above it, with the blank lines that stood there.
    static SyntaxNode Above(BaseTypeDeclarationSyntax old, BaseTypeDeclarationSyntax changed, MemberDeclarationSyntax record)
    {
        var (leading, end) = (old.GetLeadingTrivia(), Layout.EndOfLine(old));
        var blank = leading.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var indentation = leading.Skip(blank.Count).TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return old.SyntaxTree.GetRoot().ReplaceNode(old,
        [
            record.WithLeadingTrivia(blank.Concat(indentation)).WithTrailingTrivia(end),
            changed.WithLeadingTrivia(leading.Skip(blank.Count).Prepend(end)),
        ]);
    }

    static bool HasRecords(SemanticModel model) =>
        model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 } && model.Compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.IsExternalInit") is not null;

    static bool IsPublic(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
            if (at.DeclaredAccessibility != Accessibility.Public) return false;
        return true;
    }

    static string Unused(string wish, SemanticModel model, int position) => Names.Free(wish, name => model.LookupNamespacesAndTypes(position, name: name).IsEmpty);
}
