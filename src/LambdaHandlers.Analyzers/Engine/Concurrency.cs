using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>Whether one environment serves several invocations at once: a template says it, or an option.</summary>
static class Concurrency
{
    /// <summary><c>lambda_handlers.multi_concurrency</c></summary>
    public static readonly Option<bool> Option = Engine.Option.Flag("multi_concurrency", false);

    /// <summary>True when several invocations of the handler can run at once in one environment.</summary>
    public static bool IsMultiple(Handler handler, SyntaxTree tree, Report report) => handler.Function?.IsMultiConcurrent == true || report.Read(Option, tree);
}
