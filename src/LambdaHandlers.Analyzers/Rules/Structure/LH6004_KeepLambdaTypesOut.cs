using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Structure;

/// <summary>A business method that takes an event or the context whole and reads a few values of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepLambdaTypesOut() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH6004";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Structure, DiagnosticSeverity.Info,
        title: "Keep Lambda's types out of business code",
        message: "'{0}' reads no more of the {1} than {2}; take that instead, so that it can be called and tested without Lambda",
        description: "A class that takes an event or the context can only be called by a function, and by a test that builds an event. The handler has both in hand: it passes on the values.",
        isEnabledByDefault: false);

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Methods(Check);

    static void Check(IMethodSymbol method, Report report)
    {
        foreach (var found in EventParameter.Of(method, report.Project, report.Cancellation))
            if (report.Project.PathTo(found.Uses[0].Syntax, everyTime: false, report.Cancellation) is not null && found.Parameter.DeclaringSyntaxReferences is [var declaration])
                report.At(declaration.GetSyntax(report.Cancellation).GetLocation(), $"{method.ContainingType.Name}.{method.Name}", found.Parameter.Type.Name, string.Join(" and ", found.Members.Select(member => $"'{member.Name}'")));
    }
}
