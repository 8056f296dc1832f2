using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A generic class of handlers gets a sealed class below it that closes it with the types that the project itself uses; handler strings name that one.</summary>
static class GenericClosing
{
    /// <summary>The edit, or null where the project closes the class in several ways, or in none.</summary>
    public static Edit? Of(Target target)
    {
        if (target.Project is not { } project || target.Node is not ClassDeclarationSyntax { TypeParameterList: not null } declaration
            || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not { IsSealed: false, IsStatic: false } type || type.ContainingType is not null
            || Closed(type, project, target.Cancellation) is not { } closed)
            return null;
        var name = string.Concat(closed.TypeArguments.Select(argument => argument.Name)) + type.Name;
        if (!target.Model.LookupNamespacesAndTypes(declaration.SpanStart, name: name).IsEmpty) return null;
        var end = Layout.EndOfLine(target.Root);
        var access = declaration.Modifiers.Any(SyntaxKind.PublicKeyword) && closed.TypeArguments.All(argument => argument.SpecialType != SpecialType.None || argument.DeclaredAccessibility == Accessibility.Public) ? "public" : "internal";
        var made = SyntaxFactory.ParseMemberDeclaration($"{access} sealed class {name} : {closed.ToMinimalDisplayString(target.Model, declaration.SpanStart)} {{ }}")!
            .WithLeadingTrivia(end, SyntaxFactory.Whitespace(Layout.Indentation(declaration))).WithTrailingTrivia(end);
        var root = target.Root.InsertNodesAfter(declaration, [made]);
        return StillCompiles.With(root, target.Model, target.Cancellation)
            ? _ => Task.FromResult(Renamed(target.Document.WithSyntaxRoot(root).Project.Solution, target.Document.Project, project, NearestHandler.ClrName(type), name)) : null;
    }

    // The one way in which the project's own code names it with types of its own.
    static INamedTypeSymbol? Closed(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation) =>
        project.Compilation.SyntaxTrees.Where(tree => SourceIndex.Of(tree).Mentions(type.Name))
            .SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>().Where(written => written.Identifier.ValueText == type.Name)
                .Select(written => project.Compilation.GetSemanticModel(tree).GetSymbolInfo(written, cancellation).Symbol as INamedTypeSymbol))
            .Where(found => SymbolEqualityComparer.Default.Equals(found?.OriginalDefinition, type) && found!.TypeArguments.All(argument => argument is INamedTypeSymbol { IsGenericType: false, TypeKind: not TypeKind.Error }))
            .Distinct<INamedTypeSymbol?>(SymbolEqualityComparer.Default).ToList() is [{ } only] ? only : null;

    // What is folded over several lines or escaped does not hold the name as it is; it is left to its author.
    static Solution Renamed(Solution solution, Project document, LambdaProject project, string old, string name)
    {
        var (from, to) = ($"::{old}::", $"::{old.Substring(0, old.LastIndexOf('.') + 1)}{name}::");
        foreach (var path in project.Deployment.Functions.Where(function => function.ParsedHandler?.Type == old).Select(function => function.File.Path).Distinct())
            if (document.AdditionalDocuments.FirstOrDefault(file => file.FilePath == path) is { } file && file.TryGetText(out var text))
                solution = solution.WithAdditionalDocumentText(file.Id, SourceText.From(text.ToString().Replace(from, to), text.Encoding));
        return solution;
    }
}
