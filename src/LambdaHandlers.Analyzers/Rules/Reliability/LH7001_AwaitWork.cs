using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>Work that is still running when the response is sent freezes with the environment.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class AwaitWork() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Warning,
        title: "Await the work that an invocation starts",
        message: "Nobody waits for '{0}': {1}; {2}",
        description: "Lambda freezes the environment when the handler's task has ended. Work that is still running goes on inside a later invocation, or never, "
            + "and its exceptions are lost. '_ = SendAsync()' only silences the compiler.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Anywhere((operation, types) => LostWork.Started(operation, types, CancellationToken.None) is not null || Telemetry.Made(operation) is not null, Check, LostWork.Kinds);

    static void Check(IOperation operation, ISymbol containing, Report report)
    {
        var telemetry = Telemetry.Unflushed(operation);
        if ((telemetry ?? LostWork.In(operation, report.Project, report.Cancellation)) is not { } work) return;
        var node = operation.Syntax;
        // What sends in the background is right where it is made once.
        if (report.Project.PathTo(node, everyTime: telemetry is not null, report.Cancellation) is { } reached)
            report.At(work.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way,
                args: [NameOf(work), $"it freezes with the environment when {reached.Handler.DisplayName} has answered", telemetry is null ? "await it" : "flush it before that"]);
        else if (telemetry is null && !IsHost(work) && report.Project.IsInit(node, report.Cancellation))
            report.At(work.Syntax.GetLocation(), NameOf(work), IsLater(node) ? "it freezes with the environment when the invocation that starts it has answered" : "the first invocation can begin before it has ended", "await it");
    }

    // policy.RetryAsync(1, (failure, count) => …): a constructor hands the lambda over, and an invocation runs it.
    static bool IsLater(SyntaxNode node) => node.Ancestors().TakeWhile(above => above is not MemberDeclarationSyntax).Any(above => above is AnonymousFunctionExpressionSyntax);

    // A program may start its own host and wait for something else.
    static bool IsHost(IOperation work) =>
        work is IObjectCreationOperation || work is IInvocationOperation { TargetMethod: { Name: "RunAsync" or "StartAsync" or "StopAsync" or "WaitForShutdownAsync" or "Start" } };

    static string NameOf(IOperation work)
    {
        var at = work.Syntax;
        while (true)
            switch (at)
            {
                case AwaitExpressionSyntax awaited: at = awaited.Expression; break;
                case ConditionalAccessExpressionSyntax access: at = access.WhenNotNull; break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "ToList" or "ToArray" or "Forget" or "FireAndForget" or "SafeFireAndForget", Expression: InvocationExpressionSyntax inner } }: at = inner; break;
                case InvocationExpressionSyntax call: at = call.Expression; break;
                case MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or PredefinedTypeSyntax } member: return member.ToString();
                case MemberAccessExpressionSyntax member: return member.Name.ToString();
                case MemberBindingExpressionSyntax member: return member.Name.ToString();
                case BaseObjectCreationExpressionSyntax { Parent.Parent: VariableDeclaratorSyntax { Identifier.ValueText: var list } } when work.Type?.Name != "Timer": return list;
                case BaseObjectCreationExpressionSyntax: return work.Type?.Name ?? "";
                default: return at.ToString();
            }
    }
}
