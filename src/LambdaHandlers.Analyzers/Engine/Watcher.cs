using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>What a rule can watch. The only code that registers with Roslyn.</summary>
public sealed class Watcher
{
    readonly CompilationStartAnalysisContext _start;
    readonly DiagnosticDescriptor _card;

    internal Watcher(CompilationStartAnalysisContext start, LambdaProject project, DiagnosticDescriptor card) =>
        (_start, Project, _card) = (start, project, card);

    /// <summary>The project that is looked at.</summary>
    public LambdaProject Project { get; }

    /// <summary>Operations that run per invocation, lexically: in the handler's own text.</summary>
    public void Body(Action<Handler, IOperation, Report> check, params OperationKind[] kinds) =>
        Operations((operation, containing, report) =>
        {
            foreach (var handler in Project.HandlersIn(containing, report.Cancellation))
                if (handler.Encloses(operation))
                {
                    check(handler, operation, report);
                    return;
                }
        }, kinds);

    /// <summary>String and byte literals of every kind, anywhere in the project; syntax first, binding last.</summary>
    public void Literals(Action<ExpressionSyntax, SemanticModel, Report> check) =>
        _start.RegisterSyntaxNodeAction(
            context => check((ExpressionSyntax)context.Node, context.SemanticModel, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)),
            SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);

    /// <summary>Operations anywhere in the project, whether or not a handler reaches them; with the member that holds them.</summary>
    public void Anywhere(Action<IOperation, ISymbol, Report> check, params OperationKind[] kinds) => Operations(check, kinds);

    /// <summary>Templates and settings files, live.</summary>
    public void File(Action<DeploymentFile, Report> check) =>
        _start.RegisterAdditionalFileAction(context =>
        {
            if (Project.Deployment.FileOf(context.AdditionalFile) is { } file)
                check(file, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
        });

    /// <summary>What no single place shows, when the compilation is complete; the card must say so with <see cref="Rule.AtEnd"/>.</summary>
    public void Whole(Action<LambdaProject, Report> check)
    {
        // RS1037 can't see through this wrapper, so the wrapper asks.
        if (!_card.CustomTags.Contains(Rule.AtEnd))
            throw new InvalidOperationException($"{_card.Id} watches the whole project, so its card needs the tag {nameof(Rule)}.{nameof(Rule.AtEnd)}");
        _start.RegisterCompilationEndAction(context => check(Project, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)));
    }

    void Operations(Action<IOperation, ISymbol, Report> check, OperationKind[] kinds) =>
        _start.RegisterOperationAction(
            context => check(context.Operation, context.ContainingSymbol, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)),
            kinds);

    Report ReportFor(AnalyzerOptions options, Action<Diagnostic> sink, CancellationToken cancellation) =>
        new(Project, _card, options, sink, cancellation);
}
