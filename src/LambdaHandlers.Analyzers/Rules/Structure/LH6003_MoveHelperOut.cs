using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Structure;

/// <summary>Business logic that is separate from the handler already, but still a member of its class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class MoveHelperOut() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH6003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Structure, DiagnosticSeverity.Info,
        title: "Move business helpers out of the handler's class",
        message: "'{0}' is business logic that needs nothing of Lambda; move it from the class of {1} to one of its own, where a test and another function can call it",
        description: "A helper of the handler's class is tested through an event, or drags the handler's constructor into the test. In a class of its own it is called with plain values.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Methods(Check);

    static void Check(IMethodSymbol method, Report report)
    {
        if (BusinessHelper.HandlerOf(method, report.Project, report.Cancellation) is { } handler && method.Locations is [var name, ..])
            report.At(name, method.Name, handler.DisplayName);
    }
}
