using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What a call makes for itself: <c>var lines = new List&lt;string&gt;();</c>. It is as old as the call, so that nobody needs to ask who reaches it;
/// and it is what most code writes to.
/// </summary>
static class Fresh
{
    /// <summary>True for a local that its own frame made anew, and never gives another value.</summary>
    public static bool IsLocal(IOperation? holder) =>
        holder is ILocalReferenceOperation { Local: { RefKind: RefKind.None, DeclaringSyntaxReferences: [var declaration] } local }
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax or InitializerExpressionSyntax } made
        && Frame.Around(holder.Syntax) is { } frame && frame is not CompilationUnitSyntax && Frame.Around(made) == frame
        && !frame.DescendantNodes().Any(node => IsReplaced(node, local.Name));

    static bool IsReplaced(SyntaxNode node, string name) => node is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name && node.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == node,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    };
}
