using Microsoft.CodeAnalysis;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Asks the compiler whether a change would break something: for changes of types, whose consequences no list of cases foresees.</summary>
static class StillCompiles
{
    /// <summary>True when the file has no more errors with the new root than it has now.</summary>
    public static bool With(SyntaxNode newRoot, SemanticModel model, CancellationToken cancellation) =>
        With(new Dictionary<SyntaxTree, SyntaxNode> { [model.SyntaxTree] = newRoot }, [], model.Compilation, cancellation);

    /// <summary>True when neither the changed files nor the affected ones have more errors than now.</summary>
    public static bool With(IReadOnlyDictionary<SyntaxTree, SyntaxNode> newRoots, IEnumerable<SyntaxTree> affected, Compilation compilation, CancellationToken cancellation)
    {
        var changed = compilation;
        var pairs = affected.Where(tree => !newRoots.ContainsKey(tree)).Select(tree => (Old: tree, New: tree)).ToList();
        foreach (var root in newRoots)
        {
            var tree = root.Key.WithRootAndOptions(root.Value, root.Key.Options);
            changed = changed.ReplaceSyntaxTree(root.Key, tree);
            pairs.Add((root.Key, tree));
        }
        return pairs.All(pair => Errors(changed, pair.New, cancellation) <= Errors(compilation, pair.Old, cancellation));
    }

    /// <summary>True when a document has no more errors in the changed solution than it has now; for changes that reach over several projects.</summary>
    public static bool With(Solution changed, Document old, CancellationToken cancellation)
    {
        // A menu is computed off the user's thread.
        int Errors(Document document) => document.GetSemanticModelAsync(cancellation).GetAwaiter().GetResult()!.GetDiagnostics(cancellationToken: cancellation).Count(found => found.Severity == DiagnosticSeverity.Error);
        return Errors(changed.GetDocument(old.Id)!) <= Errors(old);
    }

    // A file without comments gets no more of them for a class or method that has moved.
    const string MissingComment = "CS1591";

    /// <summary>True when the file has, after the change, no error or warning that it did not have before.</summary>
    /// <param name="known">What the compiler says of the file before.</param>
    /// <param name="after">The file after the change.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public static bool Quietly(IReadOnlyDictionary<string, int> known, SemanticModel after, CancellationToken cancellation) =>
        Loud(after, cancellation).All(each => known.TryGetValue(each.Key, out var count) && (each.Key == MissingComment || each.Value <= count));

    /// <summary>How often the compiler reports which error or warning in a file.</summary>
    public static IReadOnlyDictionary<string, int> Loud(SemanticModel model, CancellationToken cancellation) =>
        model.GetDiagnostics(cancellationToken: cancellation).Where(each => each.Severity >= DiagnosticSeverity.Warning && !each.IsSuppressed).GroupBy(each => each.Id).ToDictionary(group => group.Key, group => group.Count());

    static int Errors(Compilation compilation, SyntaxTree tree, CancellationToken cancellation) =>
        compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation).Count(found => found.Severity == DiagnosticSeverity.Error);
}
