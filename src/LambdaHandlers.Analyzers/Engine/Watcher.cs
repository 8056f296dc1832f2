using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>What a rule can watch. The only code that registers with Roslyn.</summary>
sealed class Watcher
{
    readonly CompilationStartAnalysisContext _start;
    readonly DiagnosticDescriptor _card;

    internal Watcher(CompilationStartAnalysisContext start, LambdaProject project, DiagnosticDescriptor card) =>
        (_start, Project, _card) = (start, project, card);

    /// <summary>The project that is looked at.</summary>
    public LambdaProject Project { get; }

    /// <summary>Each handler whose signature the runtime decides about, once, while the file that declares it is analysed.</summary>
    public void Signature(Action<Handler, Report> check)
    {
        _start.RegisterSymbolAction(context =>
        {
            var method = (IMethodSymbol)context.Symbol;
            // A partial method is handed out with each of its parts.
            if (method.PartialDefinitionPart is null && Project.HandlerOf(method, context.CancellationToken) is { } handler && handler.Model != ProgrammingModel.AspNetCore)
                check(handler, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
        }, SymbolKind.Method);
        // What another assembly or the compiler itself declares is looked at where it is named: on the type that has it.
        if (Project.NamesWhatIsElsewhere(_start.CancellationToken))
            _start.RegisterSymbolAction(context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                foreach (var handler in Project.NamedOn(type, context.CancellationToken))
                    if (handler.IsDeclaredElsewhere && handler.Model != ProgrammingModel.AspNetCore && SymbolEqualityComparer.Default.Equals(handler.NamedType, type))
                        check(handler, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
            }, SymbolKind.NamedType);
        // Lambdas and local functions are no symbols of their own to the driver.
        if (Project.HasDelegates(_start.CancellationToken))
            _start.RegisterOperationAction(context =>
            {
                foreach (var handler in Project.HandlersIn(context.ContainingSymbol, context.CancellationToken))
                    if (handler.Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction
                        && handler.Model != ProgrammingModel.AspNetCore && handler.Syntax.Contains(context.Operation.Syntax))
                        check(handler, ReportFor(context));
            }, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
    }

    /// <summary>Each handler that has a body here, once, when the compiler has bound it: asked any sooner, the body would be bound twice.</summary>
    public void Handlers(Action<Handler, Report> check)
    {
        _start.RegisterOperationBlockAction(context =>
        {
            if (context.OwningSymbol is not IMethodSymbol { PartialDefinitionPart: not null } and not IMethodSymbol { PartialImplementationPart: not null })
                In(context.OwningSymbol, context.Options, context.ReportDiagnostic, context.CancellationToken);
        });
        // An editor is handed no body of a partial method.
        _start.RegisterSymbolAction(context =>
        {
            if (((IMethodSymbol)context.Symbol).PartialImplementationPart is { } body)
                In(body, context.Options, context.ReportDiagnostic, context.CancellationToken);
        }, SymbolKind.Method);

        void In(ISymbol member, AnalyzerOptions options, Action<Diagnostic> sink, CancellationToken cancellation)
        {
            foreach (var handler in Project.HandlersIn(member, cancellation))
                if (handler.Model != ProgrammingModel.AspNetCore)
                    check(handler, ReportFor(options, sink, cancellation));
        }
    }

    /// <summary>Each handler with a type that it runs on, while the file that declares the type is analysed; inherited ones with every type that a handler string names.</summary>
    public void Types(Action<INamedTypeSymbol, Handler, Report> check) =>
        _start.RegisterSymbolAction(context =>
        {
            var type = (INamedTypeSymbol)context.Symbol;
            foreach (var handler in Project.HandlersOn(type, context.CancellationToken))
                if (handler.Model != ProgrammingModel.AspNetCore)
                    check(type, handler, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
        }, SymbolKind.NamedType);

    /// <summary>Every method as it is declared, handler or not.</summary>
    public void Methods(Action<IMethodSymbol, Report> check) =>
        _start.RegisterSymbolAction(
            context => check((IMethodSymbol)context.Symbol, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)),
            SymbolKind.Method);

    /// <summary>Every field, property and parameter as it is declared.</summary>
    public void Variables(Action<ISymbol, Report> check) =>
        _start.RegisterSymbolAction(
            context => check(context.Symbol, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)),
            SymbolKind.Field, SymbolKind.Property, SymbolKind.Parameter);

    /// <summary>Operations that run per invocation, lexically: in the handler's own text.</summary>
    public void Body(Action<Handler, IOperation, Report> check, params OperationKind[] kinds) =>
        _start.RegisterOperationAction(context =>
        {
            foreach (var handler in Project.HandlersIn(context.ContainingSymbol, context.CancellationToken))
                if (handler.Encloses(context.Operation))
                {
                    check(handler, context.Operation, ReportFor(context));
                    return;
                }
        }, kinds);

    /// <summary>
    /// Operations that run per invocation, also in what the handler calls. The way is asked for last, and only for what is suspicious.
    /// </summary>
    /// <param name="suspect">The cheap question: could this operation be a finding at all?</param>
    /// <param name="check">The finding, with the handler that reaches it.</param>
    /// <param name="everyTime">True: what a lazy initialisation guards does not count.</param>
    /// <param name="kinds">The kinds of operation to look at.</param>
    public void Path(Func<IOperation, LambdaTypes, bool> suspect, Action<Reached, IOperation, Report> check, bool everyTime, params OperationKind[] kinds) =>
        _start.RegisterOperationAction(context =>
        {
            if (suspect(context.Operation, Project.Types) && Project.PathTo(context.Operation.Syntax, everyTime, context.CancellationToken) is { } reached)
                check(reached, context.Operation, ReportFor(context));
        }, kinds);

    /// <summary>Operations that run once per environment, with the member that holds them.</summary>
    public void Init(Func<IOperation, LambdaTypes, bool> suspect, Action<ISymbol, IOperation, Report> check, params OperationKind[] kinds) =>
        _start.RegisterOperationAction(context =>
        {
            if (suspect(context.Operation, Project.Types) && Project.IsInit(context.Operation.Syntax, context.CancellationToken))
                check(context.ContainingSymbol, context.Operation, ReportFor(context));
        }, kinds);

    /// <summary>Each source file once, with its semantic model: for what is found by a walk that several rules share.</summary>
    public void Source(Action<SemanticModel, Report> check) =>
        _start.RegisterSemanticModelAction(
            context => check(context.SemanticModel, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken)));

    /// <summary>Operations anywhere in the project, whether or not a handler reaches them; with the member that holds them.</summary>
    /// <param name="suspect">The cheap question: could this operation be a finding at all?</param>
    /// <param name="check">The finding.</param>
    /// <param name="kinds">The kinds of operation to look at.</param>
    public void Anywhere(Func<IOperation, LambdaTypes, bool> suspect, Action<IOperation, ISymbol, Report> check, params OperationKind[] kinds) =>
        _start.RegisterOperationAction(context =>
        {
            if (suspect(context.Operation, Project.Types)) check(context.Operation, context.ContainingSymbol, ReportFor(context));
        }, kinds);

    /// <summary>Calls that write to a log, anywhere in the project.</summary>
    public void LogCalls(Action<LogCall, Report> check) =>
        _start.RegisterOperationAction(context =>
        {
            if (Project.Loggers.At(context.Operation) is { } call) check(call, ReportFor(context));
        }, OperationKind.Invocation);

    /// <summary>Catch clauses anywhere in the project, each with the member that holds it.</summary>
    public void Catches(Action<Caught, ISymbol, Report> check) =>
        Anywhere((operation, _) => operation is ICatchClauseOperation { Parent: ITryOperation },
            (operation, within, report) => check(new Caught((ICatchClauseOperation)operation, Project, report.Cancellation), within, report), OperationKind.CatchClause);

    /// <summary>Attributes of a simple name, on whatever they stand.</summary>
    public void Attributes(string name, Action<AttributeSyntax, SemanticModel, Report> check) =>
        _start.RegisterSyntaxNodeAction(context =>
        {
            var attribute = (AttributeSyntax)context.Node;
            var written = attribute.Name switch { QualifiedNameSyntax qualified => qualified.Right, AliasQualifiedNameSyntax aliased => aliased.Name, var plain => plain };
            if (written is SimpleNameSyntax { Identifier.ValueText: var text } && (text == name || text == name + "Attribute"))
                check(attribute, context.SemanticModel, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
        }, SyntaxKind.Attribute);

    /// <summary>Templates and settings files, live.</summary>
    public void File(Action<DeploymentFile, Report> check) =>
        _start.RegisterAdditionalFileAction(context =>
        {
            if (Project.Deployment.FileOf(context.AdditionalFile) is { } file)
                check(file, ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken));
        });

    // Made last: most operations are no finding, and a report is three objects for each of them and each rule.
    Report ReportFor(OperationAnalysisContext context) => ReportFor(context.Options, context.ReportDiagnostic, context.CancellationToken);

    Report ReportFor(AnalyzerOptions options, Action<Diagnostic> sink, CancellationToken cancellation) =>
        new(Project, _card, options, sink, cancellation);
}
