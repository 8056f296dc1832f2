using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
#pragma warning disable RS1001, RS1036 // no analyzers that anybody loads
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>Not a rule: asks the model of each call <c>Here.Now()</c> whether a handler reaches it, and through what.</summary>
sealed class PathProbe() : LambdaRule(Rule.Create("LH0001", "Probe", DiagnosticSeverity.Warning, "On the path", "reached by {0}", "A probe"))
{
    protected override void Watch(Watcher on) => on.Path(Probed.Is, (reached, operation, report) =>
        report.At(operation.Syntax.GetLocation(), DiagnosticSeverity.Warning, reached.Way, args: [reached.Handler.DisplayName]), everyTime: true, OperationKind.Invocation);
}

/// <summary>Not a rule: asks the model of each call <c>Here.Now()</c> whether it runs once per environment.</summary>
sealed class InitProbe() : LambdaRule(Rule.Create("LH0002", "Probe", DiagnosticSeverity.Warning, "At initialisation", "runs once", "A probe"))
{
    protected override void Watch(Watcher on) => on.Init(Probed.Is, (_, operation, report) => report.At(operation), OperationKind.Invocation);
}

/// <summary>What the probes look for.</summary>
static class Probed
{
    public const string Declaration = "public static class Here { public static int Now() => 1; public static T Now<T>(T value) => value; }";

    public static bool Is(IOperation operation, Analyzers.Model.LambdaTypes _) => operation is IInvocationOperation { TargetMethod: { Name: "Now", ContainingType.Name: "Here" } };
}
