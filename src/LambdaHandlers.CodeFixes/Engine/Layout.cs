using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Engine;

/// <summary>How a file is written: what it indents by, and how its lines end. What a fix adds is written the same way, whatever the host's settings are.</summary>
static class Layout
{
    const string Usual = "    ";

    /// <summary>What a further level is indented by: a file with tabs stays one.</summary>
    public static string Step(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        foreach (var each in root.DescendantNodes())
            if (each is BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax or BlockSyntax && each.ChildNodes().FirstOrDefault(child => child is MemberDeclarationSyntax or StatementSyntax && BeginsLine(child)) is { } first
                && Difference(Indentation(each), Indentation(first)) is { Length: > 0 and <= 8 } step)
                return step;
        return Usual;
    }

    /// <summary>How lines end.</summary>
    public static SyntaxTrivia EndOfLine(SyntaxNode node)
    {
        var found = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found == default ? SyntaxFactory.LineFeed : SyntaxFactory.EndOfLine(found.ToString());
    }

    /// <summary>The white space that a node's line begins with.</summary>
    public static string Indentation(SyntaxNodeOrToken node)
    {
        var line = LineOf(node).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    static TextLine LineOf(SyntaxNodeOrToken node) => node.SyntaxTree!.GetText().Lines.GetLineFromPosition(node.SpanStart);

    static bool BeginsLine(SyntaxNode node) => LineOf(node).Start + Indentation(node).Length == node.SpanStart;

    static string? Difference(string outer, string inner) => inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : null;

    /// <summary>The solution after an edit, where all that the edit has left to the formatter is formatted as each file was written before. Else the host does it, which may know nothing of the file.</summary>
    public static async Task<Solution> KeptAsync(Solution before, Solution after, CancellationToken cancellation)
    {
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()).ToList())
            if (await before.GetDocument(id)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } old)
                after = (await FormattedAsync(after.GetDocument(id)!, old, cancellation).ConfigureAwait(false)).Project.Solution;
        return after;
    }

    /// <summary>A document whose marked places, or all of it, are formatted as another file is written. No mark is left.</summary>
    public static async Task<Document> FormattedAsync(Document document, SyntaxNode model, CancellationToken cancellation, bool isWhole = false)
    {
        var step = Step(model);
        var options = (await document.GetOptionsAsync(cancellation).ConfigureAwait(false)).WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, EndOfLine(model).ToString())
            .WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, step[0] == '\t');
        // A level is one tab, however wide the host shows it.
        options = options.WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, step[0] == '\t' ? options.GetOption(FormattingOptions.TabSize, LanguageNames.CSharp) : step.Length);
        if (isWhole) document = await Formatter.FormatAsync(document, options, cancellation).ConfigureAwait(false);
        else foreach (var annotation in new[] { Formatter.Annotation, SyntaxAnnotation.ElasticAnnotation })
            document = await Formatter.FormatAsync(document, annotation, options, cancellation).ConfigureAwait(false);
        // Read anew as a whole: WithText keeps the nodes that it can, and their marks, by which the host would format once more, as it likes.
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithSyntaxRoot(SyntaxFactory.ParseCompilationUnit(text.ToString(), options: (CSharpParseOptions?)document.Project.ParseOptions));
    }
}
