using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>The new class in a file of its own, and each of the two files with the using directives that it needs.</summary>
sealed class OwnFile
{
    const string Unneeded = "CS8019";

    readonly Extracted _extracted;
    readonly Document _document;
    readonly string _path;

    OwnFile(Extracted extracted, Document document, string path) => (_extracted, _document, _path) = (extracted, document, path);

    /// <summary>The file for an extraction, beside the handler's; null where one of that name exists, or where the handler's file has more than comments and usings at its top.</summary>
    public static OwnFile? Of(Extracted extracted)
    {
        var document = extracted.Scene.Target.Document;
        var name = extracted.Made.Name + ".cs";
        var unit = (CompilationUnitSyntax)extracted.Scene.Target.Root;
        if (unit.Externs.Count > 0 || unit.Usings.Any(each => each.ContainsDirectives && each != unit.Usings[0]) || !Header(unit).All(IsHeader)
            || document.Project.Documents.Any(each => string.Equals(each.Name, name, StringComparison.OrdinalIgnoreCase) && each.Folders.SequenceEqual(document.Folders)))
            return null;
        var folder = document.FilePath is { } path && path.LastIndexOfAny(['/', '\\']) is var at and >= 0 ? path.Substring(0, at + 1) : "";
        return new OwnFile(extracted, document, folder + name);
    }

    // A licence, #nullable enable.
    static SyntaxTriviaList Header(CompilationUnitSyntax unit) => unit.GetFirstToken(includeZeroWidth: true).LeadingTrivia;

    static bool IsHeader(SyntaxTrivia trivia) => !trivia.IsDirective || trivia.IsKind(SyntaxKind.NullableDirectiveTrivia);

    /// <summary>The solution with both files.</summary>
    public async Task<Solution> AddedAsync(CancellationToken cancellation)
    {
        var before = (CompilationUnitSyntax)_extracted.Scene.Target.Root;
        var known = new HashSet<string>(Unused(_extracted.Scene.Model, before, cancellation).Select(each => each.ToString()));
        var handler = _document.WithSyntaxRoot(_extracted.Handler);
        var made = handler.Project.AddDocument(_extracted.Made.Name + ".cs", Written(before), _document.Folders, _path);
        made = await WithoutUnused(made, [], cancellation).ConfigureAwait(false);
        handler = await WithoutUnused(made.Project.GetDocument(_document.Id)!, known, cancellation).ConfigureAwait(false);
        return handler.Project.Solution;
    }

    string Written(CompilationUnitSyntax before)
    {
        var line = Layout.EndOfLine(before).ToString();
        var spaces = _extracted.Scene.TypeDeclaration is { } type ? type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().ToList() : [];
        var usings = before.Usings.Concat(spaces.SelectMany(each => each.Usings)).Where(each => each.GlobalKeyword == default).Select(each => each.WithoutTrivia() + line).ToList();
        var header = string.Concat(Header(before).SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Select(trivia => trivia.ToFullString()));
        var top = header.TrimEnd().Length > 0 && before.Usings.Count > 0 ? header : "";
        // From the inside outwards: the text is indented for all of them.
        var text = spaces.AsEnumerable().Reverse().Aggregate(_extracted.Made.Text(), (inner, space) => space is FileScopedNamespaceDeclarationSyntax ? $"namespace {space.Name};{line}{line}{inner}"
            : Layout.Indentation(space) is var pad ? $"{pad}namespace {space.Name}{line}{pad}{{{line}{inner}{pad}}}{line}" : inner);
        return top + string.Concat(usings) + (usings.Count > 0 ? line : "") + text;
    }

    static IEnumerable<UsingDirectiveSyntax> Unused(SemanticModel model, SyntaxNode root, CancellationToken cancellation) =>
        model.GetDiagnostics(cancellationToken: cancellation).Where(each => each.Id == Unneeded).Select(each => root.FindNode(each.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>()).OfType<UsingDirectiveSyntax>();

    static async Task<Document> WithoutUnused(Document document, HashSet<string> known, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not CompilationUnitSyntax root || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return document;
        var gone = Unused(model, root, cancellation).Where(each => !known.Contains(each.ToString()) && !each.ContainsDirectives).ToList();
        if (gone.Count == 0) return document;
        // The header stands before the first directive, whichever that is.
        var header = gone.Contains(root.Usings.FirstOrDefault()!) ? root.Usings[0].GetLeadingTrivia() : default;
        var trimmed = root.RemoveNodes(gone, SyntaxRemoveOptions.KeepNoTrivia)!;
        if (trimmed.Usings.Count == 0) trimmed = WithoutGap(trimmed);
        var first = trimmed.GetFirstToken(includeZeroWidth: true);
        return document.WithSyntaxRoot(header.Any() ? trimmed.ReplaceToken(first, first.WithLeadingTrivia(header.Concat(first.LeadingTrivia))) : trimmed);
    }

    static CompilationUnitSyntax WithoutGap(CompilationUnitSyntax unit)
    {
        var first = unit.GetFirstToken(includeZeroWidth: true);
        return unit.ReplaceToken(first, first.WithLeadingTrivia(first.LeadingTrivia.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));
    }
}
