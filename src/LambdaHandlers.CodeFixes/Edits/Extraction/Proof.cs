using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>
/// Compiles what an extraction would leave before it is offered. It costs a binding of one file, once the menu is opened;
/// a program that is taken apart and put together again is worth it.
/// </summary>
static class Proof
{
    /// <summary>True when the file has no error or warning that it did not have, and its handler no longer too much logic.</summary>
    public static bool Holds(Scene scene, CompilationUnitSyntax root)
    {
        var before = scene.Model.SyntaxTree;
        var after = before.WithRootAndOptions(root, before.Options);
        var compilation = scene.Model.Compilation.ReplaceSyntaxTree(before, after);
        var model = compilation.GetSemanticModel(after);
        if (!StillCompiles.Quietly(scene.Loud, model, scene.Cancellation)) return false;
        return LambdaProject.Of(compilation, scene.Project.Options) is { } project && root.GetAnnotatedNodes(Scene.Mark).FirstOrDefault() is { } declaration
            && Scene.Symbol(after.GetRoot(scene.Cancellation).FindNode(declaration.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<SyntaxNode>(node => node.RawKind == declaration.RawKind)!, model, scene.Cancellation) is { } method
            && project.HandlerOf(method, scene.Cancellation) is { } handler
            && DomainLogic.Of(handler, project, scene.Cancellation).Weight < scene.Limit;
    }
}
