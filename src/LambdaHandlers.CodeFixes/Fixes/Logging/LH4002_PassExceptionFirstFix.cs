using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>The exception moves in front of the message, and its placeholder or hole goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class PassExceptionFirstFix() : LambdaFix(PassExceptionFirst.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("ExceptionFirst", "Pass the exception first", Plan)];

    static Edit? Plan(Target target)
    {
        if (LogArguments.At(target) is not { } arguments) return null;
        var misplaced = PassExceptionFirst.Misplaced(arguments.Log);
        var exception = (misplaced is null ? CaughtAt(target) : Conversions.Plain(misplaced).Syntax as ExpressionSyntax)?.WithoutTrivia();
        if (exception is null) return null;
        bool IsIt(ExpressionSyntax value) => SyntaxFactory.AreEquivalent(value.WithoutTrivia(), exception) || IsTextOfIt(value, exception, target.Model);
        // Without a placeholder of its own the exception is taken out of the values first.
        var values = arguments.Values.ToList();
        var template = MessageTemplate.Read(arguments.Message, values, target.Model) ?? MessageTemplate.Read(arguments.Message, values.Where(value => !IsIt(value)), target.Model);
        if (template?.Without(IsIt) is not { } rest) return null;
        if (!rest.HasWords && !rest.Values.Any()) rest = rest.Saying(OperationNames.Of(arguments.Call) + " failed");
        return target.Replacing((root, _) => root.ReplaceNode(arguments.Call, arguments.With([.. arguments.Before, SyntaxFactory.Argument(exception), .. rest.Write()])));
    }

    static ExpressionSyntax? CaughtAt(Target target) =>
        target.Node.FirstAncestorOrSelf<ExpressionSyntax>() is { } text && target.Model.GetOperation(text, target.Cancellation) is { } operation && Exceptions.TextOf(operation) is { } caught
            ? SyntaxFactory.IdentifierName(caught.Name) : null;

    static bool IsTextOfIt(ExpressionSyntax value, ExpressionSyntax exception, SemanticModel model) =>
        value.SyntaxTree == model.SyntaxTree && model.GetOperation(value) is { } operation && Exceptions.TextOf(operation) is { } caught && exception is IdentifierNameSyntax name && name.Identifier.ValueText == caught.Name;
}
