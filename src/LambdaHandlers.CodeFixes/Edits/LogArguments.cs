using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The arguments of a log call by what they are: those before the message, the message, its values.</summary>
sealed class LogArguments
{
    LogArguments(InvocationExpressionSyntax call, LogCall log, int message) => (Call, Log, _message) = (call, log, message);

    readonly int _message;

    /// <summary>The call.</summary>
    public InvocationExpressionSyntax Call { get; }
    /// <summary>The same, as the catalogue sees it.</summary>
    public LogCall Log { get; }
    /// <summary>The message.</summary>
    public ExpressionSyntax Message => Call.ArgumentList.Arguments[_message].Expression;
    /// <summary>What comes before it.</summary>
    public IEnumerable<ArgumentSyntax> Before => Call.ArgumentList.Arguments.Take(_message);
    /// <summary>What comes after it.</summary>
    public IEnumerable<ExpressionSyntax> Values => Call.ArgumentList.Arguments.Skip(_message + 1).Select(argument => argument.Expression);

    /// <summary>The log call around the finding; null where arguments are named, commented or come in an array.</summary>
    public static LogArguments? At(Target target)
    {
        foreach (var call in target.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>())
            if (target.Model.GetOperation(call, target.Cancellation) is { } operation && target.Project?.Loggers.At(operation) is { } log)
                return Of(call, log);
        return null;
    }

    /// <summary>The same of a call that is known.</summary>
    public static LogArguments? Of(InvocationExpressionSyntax call, LogCall log)
    {
        if (log.Message is not { } message || log.Values is null) return null;
        var arguments = call.ArgumentList.Arguments;
        var index = arguments.IndexOf(argument => argument.Expression.Span == message.Syntax.Span || argument.Span == message.Syntax.Span);
        return index < 0 || arguments.Any(argument => argument.NameColon is not null) || HasComments(call) ? null : new LogArguments(call, log, index);
    }

    static bool HasComments(InvocationExpressionSyntax call) => call.ArgumentList.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    /// <summary>The call with these arguments instead, on one line where it was on one.</summary>
    public InvocationExpressionSyntax With(IEnumerable<ArgumentSyntax> arguments) =>
        Call.WithArgumentList(Call.ArgumentList.WithArguments(List(arguments)));

    /// <summary>Arguments with a comma and a space between them.</summary>
    public static SeparatedSyntaxList<ArgumentSyntax> List(IEnumerable<ArgumentSyntax> arguments) => Commas.Between(arguments.Select(argument => argument.WithoutTrivia()));
}
