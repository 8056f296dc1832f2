using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A connection in a field is opened where the handler first needs it, and disposed of at its end; a context of Entity Framework comes from its factory.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class OpenConnectionsPerInvocationFix() : LambdaFix(OpenConnectionsPerInvocation.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Open", "Make a pooled connection per invocation", Open), new("Factory", "Make a context per invocation with IDbContextFactory", Factory)];

    static Edit? Open(Target target)
    {
        if (target.Project is not { } project || target.Node is not VariableDeclaratorSyntax variable || target.Model.GetDeclaredSymbol(variable, target.Cancellation) is not IFieldSymbol field) return null;
        var sites = project.Calls.Of(field, target.Cancellation);
        // Whoever disposes of it decides himself how long it lives.
        if (sites.Any(site => site.Target.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" } or ReturnStatementSyntax or ArrowExpressionClauseSyntax)) return null;
        var owner = sites.Select(site => FieldToLocal.Owner(field, site.Node, project, target.Cancellation)).FirstOrDefault(each => each is not null);
        // A task that is handed back unawaited would outlive what it works with.
        return owner is not null && (owner.Modifiers.Any(SyntaxKind.AsyncKeyword) || target.Model.GetDeclaredSymbol(owner, target.Cancellation) is { ReturnType.Name: not ("Task" or "ValueTask") })
            && FieldToLocal.In(field, owner, FieldStart.OfResource(field, target.Model, project, target.Cancellation), project, target.Cancellation) is { } root
                ? target.Replacing((_, _) => root) : null;
    }

    static Edit? Factory(Target target) => target.Project is { } project && target.Model.GetDeclaredSymbol(target.Node, target.Cancellation) is { } held
        ? ContextFactory.Plan(held, target, project) : null;
}
