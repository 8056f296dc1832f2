using System.Composition;
using LambdaHandlers.Analyzers.Model.Services;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>The service comes from the scope of the invocation; a context of Entity Framework can also come from its factory.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ScopeServicesFix() : LambdaFix(ScopeServices.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("FromServices", "Take it as a [FromServices] parameter", Parameter), new("Factory", "Make a context per invocation with IDbContextFactory", Factory)];

    static Edit? Parameter(Target target) => Service(target) is { } service ? ServiceParameter.Plan(service, target, target.Project!) : null;

    static Edit? Factory(Target target) => Service(target) is { } service
        ? ContextFactory.Plan(CaptiveService.Holders(service, target.Project!, target.Cancellation).FirstOrDefault() ?? service, target, target.Project!) : null;

    static IParameterSymbol? Service(Target target) => target.Project is null ? null : target.Model.GetDeclaredSymbol(target.Node, target.Cancellation) as IParameterSymbol;
}
