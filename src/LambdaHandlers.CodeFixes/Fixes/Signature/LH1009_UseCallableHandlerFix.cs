using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>A parameter that the runtime cannot pass loses its <c>params</c>, <c>in</c> or <c>ref</c>; a generic class gets one that closes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class UseCallableHandlerFix() : LambdaFix(UseCallableHandler.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Plain", "Take a plain parameter", Plan), new("Close", "Close the generic class", GenericClosing.Of)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter || HandlerMethod.Free(parameter, target.Model, project, target.Cancellation) is null) return null;
        var modifier = parameter.Modifiers.FirstOrDefault(each => each.IsKind(SyntaxKind.ParamsKeyword) || each.IsKind(SyntaxKind.InKeyword) || each.IsKind(SyntaxKind.RefKeyword));
        // scoped and readonly go with it, out must be assigned: these are left to their author.
        if (modifier == default || parameter.Modifiers.Count != 1) return null;
        return target.Replacing((root, _) => root.ReplaceNode(parameter, parameter.WithModifiers(default).WithLeadingTrivia(parameter.GetLeadingTrivia())));
    }
}
