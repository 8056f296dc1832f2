using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>A thread that waits is billed and serves nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class AwaitInsteadOfBlocking() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7004";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Warning,
        title: "Await instead of blocking",
        message: "'{0}' blocks a thread of {1} until the work has ended; {2}",
        description: "A blocked thread can do nothing else, and Lambda bills the time. Where one environment serves several invocations at once, blocked threads starve the pool. "
            + "A handler can return a Task, and Lambda awaits it.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Path(Blocking.IsOne, Check, everyTime: false, OperationKind.PropertyReference, OperationKind.Invocation);

    static void Check(Reached reached, IOperation blocking, Report report)
    {
        if (IsDisposal(blocking.Syntax)) return;
        var instead = Frame.Around(blocking.Syntax) is ConstructorDeclarationSyntax or EqualsValueClauseSyntax
            ? "a constructor cannot await, so start the work in an async method that the handler awaits" : "await it";
        report.At(Place(blocking), Definition.DefaultSeverity, also: reached.Way, args: [NameOf(blocking), reached.Handler.DisplayName, instead]);
    }

    // Dispose() has no other way to end what DisposeAsync() ends.
    static bool IsDisposal(SyntaxNode node) => Frame.Member(node) is MethodDeclarationSyntax { Identifier.ValueText: "Dispose" } or DestructorDeclarationSyntax;

    // The whole expression: what the fix replaces.
    static Location Place(IOperation blocking) => blocking.Syntax.GetLocation();

    static string NameOf(IOperation blocking) => blocking switch
    {
        IPropertyReferenceOperation property => property.Property.Name,
        IInvocationOperation { TargetMethod: { IsStatic: true } method } => $"{method.ContainingType.Name}.{method.Name}",
        IInvocationOperation { TargetMethod: { Name: "GetResult" } } => "GetAwaiter().GetResult",
        IInvocationOperation { TargetMethod: var method } => method.Name,
        _ => "",
    };
}
