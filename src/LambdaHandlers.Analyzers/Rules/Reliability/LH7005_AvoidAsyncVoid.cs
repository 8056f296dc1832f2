using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>An <c>async void</c> method or lambda that an invocation runs: nobody can wait for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class AvoidAsyncVoid() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Warning,
        title: "Return a Task from async code that an invocation runs",
        message: "{0} is 'async void': {1}; return a 'Task' that is awaited",
        description: "An async void method hands nothing back that could be awaited. Lambda freezes the environment while it is still running, and an exception in it ends the process.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Methods(CheckMethod);
        on.Anywhere((operation, _) => operation is IAnonymousFunctionOperation { Symbol.IsAsync: true } or ILocalFunctionOperation { Symbol.IsAsync: true }, CheckFunction, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
    }

    static void CheckMethod(IMethodSymbol method, Report report)
    {
        if (!IsAsyncVoid(method, report.Project)) return;
        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
            if (reference.GetSyntax(report.Cancellation) is MethodDeclarationSyntax { Identifier: var name } declaration && ((SyntaxNode?)declaration.Body ?? declaration.ExpressionBody) is { } body)
                Check(body, name.GetLocation(), $"'{method.Name}'", report);
    }

    static void CheckFunction(IOperation function, ISymbol containing, Report report)
    {
        if (function is ILocalFunctionOperation { Symbol: var local, Syntax: LocalFunctionStatementSyntax { Identifier: var name } declaration } && IsAsyncVoid(local, report.Project)
            && ((SyntaxNode?)declaration.Body ?? declaration.ExpressionBody) is { } body)
            Check(body, name.GetLocation(), $"'{local.Name}'", report);
        else if (function is IAnonymousFunctionOperation { Symbol: var lambda, Syntax: AnonymousFunctionExpressionSyntax { AsyncKeyword: var keyword } syntax } && IsAsyncVoid(lambda, report.Project))
            Check(syntax, keyword.GetLocation(), "This lambda", report);
    }

    // A handler, and what takes the context, is LH1001's finding; event handlers have no other form.
    static bool IsAsyncVoid(IMethodSymbol method, LambdaProject project) =>
        method is { IsAsync: true, ReturnsVoid: true }
        && !method.Parameters.Any(parameter => parameter.Type.Is(project.Types.LambdaContext))
        && !(method.Parameters is [_, { Type: var args }] && args.IsA(project.Find("System.EventArgs")))
        && project.HandlerOf(method, CancellationToken.None) is null;

    static void Check(SyntaxNode code, Location place, string name, Report report)
    {
        if (report.Project.PathTo(code, everyTime: false, report.Cancellation) is { } reached)
            report.At(place, Definition.DefaultSeverity, also: reached.Way, args: [name, $"{reached.Handler.DisplayName} answers before it has ended"]);
        else if (report.Project.IsInit(code, report.Cancellation))
            report.At(place, name, "the first invocation can begin before it has ended");
    }
}
