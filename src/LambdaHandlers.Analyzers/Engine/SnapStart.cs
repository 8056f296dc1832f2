using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>Whether environments start from a snapshot of an initialised one: a template says it, or an option.</summary>
static class SnapStart
{
    /// <summary><c>lambda_handlers.snapstart</c></summary>
    public static readonly Option<bool> Option = Engine.Option.Flag("snapstart", false);

    /// <summary>The cheap question: may any handler of the project start from a snapshot?</summary>
    public static bool IsSeen(SyntaxTree tree, Report report) => report.Read(Option, tree) || report.Project.Deployment.Functions.Any(function => function.HasSnapStart);

    /// <summary>True when this handler's environments do.</summary>
    public static bool IsOn(Handler handler, SyntaxTree tree, Report report) => handler.Function?.HasSnapStart == true || report.Read(Option, tree);
}
