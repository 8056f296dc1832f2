using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>A service that is registered for one invocation, taken once by the constructor of an Annotations class, and so kept for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ScopeServices() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2006";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Take services of one invocation as parameters of the function",
        message: "'{0}' is registered for one invocation, and '{1}' keeps it for all of them: what one leaves in '{2}' the next one finds; take it as a [FromServices] parameter",
        description: "Annotations registers the function's class as a singleton: what its constructor takes lives as long as the environment, whatever its own registration says. "
            + "Each invocation has a scope of its own, and [FromServices] parameters come from it.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        if (on.Project.Types.LambdaFunctionAttribute is not null) on.Variables(Check);
    }

    static void Check(ISymbol variable, Report report)
    {
        if (variable is not IParameterSymbol { Locations: [{ IsInSource: true } place, ..] } parameter || report.Project.Services.Captive(parameter, report.Cancellation) is not { } captive) return;
        report.At(place, Definition.DefaultSeverity, also: captive.Reached.Way,
            args: [parameter.Type.Name, parameter.ContainingType.Name, captive.Memory is ITypeSymbol type ? type.Name : $"{captive.Memory.ContainingType.Name}.{captive.Memory.Name}"]);
    }
}
