using System.Composition;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>The output becomes a log call with a level: an error in a catch clause, information elsewhere; what was put together becomes a template.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class LogWithLevelFix() : LambdaFix(LogWithLevel.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Level", "Log with a level", Plan)];

    static Edit? Plan(Target target)
    {
        if (LogArguments.At(target) is not { } arguments || !arguments.Log.Call.TargetMethod.ReturnsVoid || target.Project is not { } project || arguments.Before.Any()) return null;
        var (call, log) = (arguments.Call, arguments.Log);
        var inPlace = log.Logger == Logger.Lambda && !log.Call.TargetMethod.IsStatic;
        if (call.Ancestors().Any(node => node is ConditionalAccessExpressionSyntax access && access.WhenNotNull.Span.Contains(call.Span)) && !inPlace) return null;
        var logger = LoggerInScope.At(call, target.Model, project);
        if (logger is null && !inPlace) return null;
        var caught = CaughtAround(call);
        var severity = Severity(log, caught is not null || call.FirstAncestorOrSelf<CatchClauseSyntax>() is not null);
        if (Template(arguments, target.Model, caught, inPlace || logger!.IsNative) is not { } template) return null;
        return target.Replacing((root, _) => inPlace
            ? root.ReplaceNode(call, Renamed(call, "Log" + severity).WithArgumentList(SyntaxFactory.ArgumentList(LogArguments.List([.. caught is null ? [] : new[] { SyntaxFactory.Argument(SyntaxFactory.IdentifierName(caught)) }, .. template]))))
            : logger!.Imported(root.ReplaceNode(call, logger.Call(severity, caught, template).WithTriviaFrom(call))));
    }

    static InvocationExpressionSyntax Renamed(InvocationExpressionSyntax call, string name) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(name))),
        MemberBindingExpressionSyntax binding => call.WithExpression(binding.WithName(SyntaxFactory.IdentifierName(name))),
        _ => call.WithExpression(SyntaxFactory.IdentifierName(name)),
    };

    static LogSeverity Severity(LogCall log, bool isCaught) =>
        Loggers.SeverityOf(log.Call.TargetMethod.Name.Replace("Trace", "Log")) is var named and not LogSeverity.Unlevelled ? named
        : isCaught || log.Logger == Logger.ConsoleError ? LogSeverity.Error : LogSeverity.Information;

    static string? CaughtAround(SyntaxNode node) =>
        node.FirstAncestorOrSelf<CatchClauseSyntax>() is { Declaration: { Identifier: { RawKind: (int)SyntaxKind.IdentifierToken, ValueText: { Length: > 0 } name } } } clause && !node.Ancestors().TakeWhile(each => each != clause).Any(each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) ? name : null;

    static List<ArgumentSyntax>? Template(LogArguments arguments, SemanticModel model, string? caught, bool isNative)
    {
        var values = arguments.Values.ToList();
        if (MessageTemplate.Read(arguments.Message, values, model) is { } template)
        {
            if (caught is not null)
            {
                template = template.Without(value => model.GetOperation(value) is { } part && Exceptions.TextOf(part)?.Name == caught);
                if (!template.HasWords && !template.Values.Any()) template = template.Saying(OperationNames.Of(arguments.Call) + " failed");
            }
            // task.Exception belongs in front, and into an error.
            if (template.Values.Any(value => LogCall.IsException(model.GetTypeInfo(value).Type))) return null;
            // A text that somebody else made is a message, not a value.
            return isNative && values.Count == 0 && !template.HasText && template.Values.Single() is var only && model.GetTypeInfo(only).Type?.SpecialType == SpecialType.System_String
                ? [SyntaxFactory.Argument(only.WithoutTrivia())] : template.Write();
        }
        return values.Count == 0 && isNative && model.GetTypeInfo(arguments.Message).Type?.SpecialType == SpecialType.System_String ? [SyntaxFactory.Argument(arguments.Message.WithoutTrivia())] : null;
    }
}
