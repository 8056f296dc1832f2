using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>What one invocation leaves in a variable that the next one reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepDataLocal() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Keep the data of an invocation in locals",
        message: "'{0}' outlives this invocation of {1}, and {2}; keep it in a local and pass it on",
        description: "Lambda makes one object of the handler's class and reuses it, so instance fields live as long as static ones. "
            + "What an invocation leaves there is found by the next one, which may answer another customer.");

    /// <summary>Variables that are meant to be shared, as <c>Member</c> or <c>Type.Member</c>.</summary>
    static readonly Option<string[]> AllowedSharedFields = Option.Names("allowed_shared_fields");

    /// <summary>True: one environment serves several invocations at once.</summary>
    static readonly Option<bool> MultiConcurrency = Concurrency.Option;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Path(IsSuspect, Check, everyTime: false, Write.Kinds);

    static bool IsSuspect(IOperation operation, LambdaTypes types) => Write.In(operation).Any(write => Slot.Bare(write.Target) switch
    {
        IInvocationOperation => true,
        IFieldReferenceOperation field => !Fresh.IsLocal(field.Instance),
        IArrayElementReferenceOperation element => !Fresh.IsLocal(element.ArrayReference),
        IPropertyReferenceOperation { Instance: not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } property => !Fresh.IsLocal(property.Instance),
        ILocalReferenceOperation local => IsCaptured(local.Local, operation),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        _ => false,
    });

    static bool IsCaptured(ILocalSymbol local, IOperation use) =>
        local.DeclaringSyntaxReferences is [var declaration] && Frame.Around(use.Syntax) is { } frame && !frame.Span.Contains(declaration.Span);

    static void Check(Reached reached, IOperation operation, Report report)
    {
        foreach (var write in Write.In(operation))
            if (report.Project.Shared.At(write.Target, reached, report.Cancellation) is { } slot
                && !SharedObjectSetting.Owns(write.Target, report.Types)
                && new Leak(write, slot, reached, report.Project, Concurrency.IsMultiple(reached.Handler, write.At.Syntax.SyntaxTree, report), report.Cancellation).Harm is { } harm
                && !IsAllowed(slot, write, report))
                report.At(write.Target.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: [slot.Name, reached.Handler.DisplayName, harm]);
    }

    static bool IsAllowed(Slot slot, Write write, Report report) =>
        report.Read(AllowedSharedFields, write.At.Syntax.SyntaxTree) is { Length: > 0 } allowed
        && (allowed.Contains(slot.Root.Name) || allowed.Contains($"{slot.Root.ContainingType?.Name}.{slot.Root.Name}") || allowed.Contains($"{slot.Root.ContainingType?.ToDisplayString()}.{slot.Root.Name}"));
}
