using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>A connection that serves one caller at a time, kept where all invocations share it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class OpenConnectionsPerInvocation() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Info,
        title: "Open connections per invocation",
        message: "'{0}' keeps one {1} for all invocations of {2}, and it serves only one at a time; open one per invocation, the pool makes it cheap",
        description: "A database connection, command, transaction or context is not thread-safe and remembers what was done with it. Kept between invocations it goes stale while the environment is frozen, "
            + "and where one environment serves several invocations at once they use it at the same time. ADO.NET pools the connections underneath.");

    /// <summary>True: one environment serves several invocations at once.</summary>
    static readonly Option<bool> MultiConcurrency = Concurrency.Option;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Variables(Check);

    static void Check(ISymbol variable, Report report)
    {
        if (Connection(variable) is not { } connection || variable is not { ContainingType: { } type, Locations: [{ IsInSource: true } place, ..] } || variable.IsImplicitlyDeclared) return;
        if (!variable.IsStatic && !report.Project.IsLongLived(type, report.Cancellation)) return;
        var used = report.Project.Calls.Of(variable, report.Cancellation)
            .Where(site => !IsGuarded(site.Node))
            .Select(site => report.Project.PathTo(site.Node, everyTime: false, report.Cancellation))
            .FirstOrDefault(reached => reached is not null);
        if (used is null || !variable.IsStatic && report.Project.Init.IsMadePerInvocation(type, report.Cancellation)) return;
        // Registered for one invocation and taken for all of them: another rule says so, and louder.
        if (report.Project.Services.HoldsCaptive(variable, report.Cancellation)) return;
        var level = place.SourceTree is { } tree && Concurrency.IsMultiple(used.Handler, tree, report) ? DiagnosticSeverity.Warning : Definition.DefaultSeverity;
        report.At(place, level, also: used.Way, args: [variable.Name, connection.Name, used.Handler.DisplayName]);
    }

    static INamedTypeSymbol? Connection(ISymbol variable) => variable switch
    {
        IFieldSymbol { Type: INamedTypeSymbol type } => Connections.IsConnection(type) ? type : null,
        IPropertySymbol { Type: INamedTypeSymbol type } property => Connections.IsConnection(type) && property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)) ? type : null,
        // A primary constructor's parameter that the methods use is a field.
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor }, Type: INamedTypeSymbol type, DeclaringSyntaxReferences: [var declaration] } =>
            Connections.IsConnection(type) && declaration.GetSyntax().Parent?.Parent is TypeDeclarationSyntax ? type : null,
        _ => null,
    };

    // lock (…) { … }, and try { … } finally { _gate.Release(); }
    static bool IsGuarded(SyntaxNode node) => node.Ancestors().Any(above => above is LockStatementSyntax
        || above is TryStatementSyntax { Finally: { } end } attempt && attempt.Block.Span.Contains(node.Span)
            && end.DescendantNodes().Any(each => each is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Release" or "Exit" } }));
}
