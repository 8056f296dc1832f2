using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A handler's logic moved to a class: the handler's file as it becomes, and the new class's text.</summary>
sealed class Extracted
{
    Extracted(Scene scene, NewClass made, CompilationUnitSyntax handler) => (Scene, Made, Handler) = (scene, made, handler);

    /// <summary>The handler.</summary>
    public Scene Scene { get; }

    /// <summary>The new class.</summary>
    public NewClass Made { get; }

    /// <summary>The handler's file without the new class.</summary>
    public CompilationUnitSyntax Handler { get; }

    /// <summary>Marks the handler's type, or the last top-level statement: the new class stands behind it.</summary>
    public static readonly SyntaxAnnotation Place = new();

    /// <summary>The extraction in a form, or null where it can't be done.</summary>
    public static Extracted? Of(Scene scene, Form form, IReadOnlyList<Cargo> cargos)
    {
        if (cargos.Count == 0 || scene.Target.Root is not CompilationUnitSyntax root || NewClass.Of(scene, form, cargos) is not { } made) return null;
        var seam = new Seam(scene, made);
        if (seam.Receiver is not { } receiver) return null;
        var tracked = root.TrackNodes(cargos.SelectMany(cargo => cargo.Run.Statements.Concat(cargo.Closure.Moved).Concat(cargo.Closure.Lifted)).Concat(cargos.SelectMany(cargo => cargo.Asserted)).Concat(made.Left.Select(each => Mentions.Whole(each.Place))).Concat(seam.Touched).Append(scene.Declaration).Distinct());
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode(scene.Declaration)!, tracked.GetCurrentNode(scene.Declaration)!.WithAdditionalAnnotations(Scene.Mark));
        foreach (var asserted in cargos.SelectMany(cargo => cargo.Asserted))
            if (tracked.GetCurrentNode(asserted) is { } name) tracked = tracked.ReplaceNode(name, SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, name.WithoutTrivia()).WithTriviaFrom(name));
        foreach (var (place, _) in made.Left)
            if (tracked.GetCurrentNode(Mentions.Whole(place)) is { } name) tracked = tracked.ReplaceNode(name, SyntaxFactory.ParseExpression(made.Name + "." + place).WithTriviaFrom(name));
        foreach (var method in made.Methods) tracked = Called(tracked, made, method, receiver, scene);
        tracked = seam.Apply(tracked);
        foreach (var moved in cargos.SelectMany(cargo => cargo.Closure.Moved.Concat(cargo.Closure.Lifted)).Distinct())
            if (tracked.GetCurrentNode(moved) is { } current) tracked = Removal.Of(tracked, current);
        return new Extracted(scene, made, tracked);
    }

    static CompilationUnitSyntax Called(CompilationUnitSyntax root, NewClass made, Method method, string receiver, Scene scene)
    {
        var run = method.Cargo.Run;
        var pad = Layout.Indentation(run.Head);
        var line = Layout.EndOfLine(scene.Declaration);
        var text = method.Shape.Handler(made.Call(method, receiver), pad);
        var parsed = ((BlockSyntax)SyntaxFactory.ParseStatement("{" + line + text + line + "}", options: scene.Model.SyntaxTree.Options)).Statements.ToList();
        // The empty line before the run stays; its comments have left with it.
        var gap = run.Head.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        var lastLine = gap.FindLastIndex(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        parsed[0] = parsed[0].WithLeadingTrivia(gap.Take(lastLine + 1).Concat(parsed[0].GetLeadingTrivia()));
        parsed[parsed.Count - 1] = parsed[parsed.Count - 1].WithTrailingTrivia(run.End.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(line));
        foreach (var statement in run.Statements.Skip(1)) root = root.RemoveNode(root.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia)!;
        return root.ReplaceNode(root.GetCurrentNode(run.Head)!, parsed);
    }

    /// <summary>The solution with the new class in the handler's file.</summary>
    public Task<Solution> Replacing(CancellationToken cancellation) => Scene.Target.Replacing((_, _) => InOneFile())(cancellation);

    /// <summary>The handler's file with the new class behind the handler's.</summary>
    public CompilationUnitSyntax InOneFile()
    {
        var line = Layout.EndOfLine(Scene.Declaration);
        var members = Parsed(Made.Text(), Scene).ToList();
        members[0] = members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, line));
        for (var n = 1; n < members.Count; n++)
            if (!members[n].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia)) members[n] = members[n].WithLeadingTrivia(members[n].GetLeadingTrivia().Insert(0, line));
        if (Scene.TypeDeclaration is null)
            return Handler.AddMembers([.. members]);
        var type = Handler.GetAnnotatedNodes(Place).Single();
        if (!type.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            var ended = type.WithTrailingTrivia(type.GetTrailingTrivia().Add(line));
            var root = Handler.ReplaceNode(type, ended);
            return root.InsertNodesAfter(root.GetAnnotatedNodes(Place).Single(), Last(members));
        }
        return Handler.InsertNodesAfter(type, members);
    }

    // A file that ended without a line end still does.
    static IEnumerable<SyntaxNode> Last(List<MemberDeclarationSyntax> members)
    {
        members[members.Count - 1] = members[members.Count - 1].WithTrailingTrivia();
        return members;
    }

    internal static IEnumerable<MemberDeclarationSyntax> Parsed(string text, Scene scene) =>
        ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)scene.Model.SyntaxTree.Options).GetRoot()).Members;
}
