using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>What is taken at initialisation lies in SnapStart's snapshot, and every environment that is restored from it has the same.</summary>
/// <remarks>AWS Lambda Developer Guide: "Handling uniqueness with Lambda SnapStart", "Lambda SnapStart runtime hooks for .NET".</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class RenewAfterRestore() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2007";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Info,
        title: "Renew after a restore what a snapshot has frozen",
        message: "'{0}' lies in the snapshot, so {1} finds the same in every environment that is restored from it; take it in the handler, or anew in SnapshotRestore.RegisterAfterRestore",
        description: "With SnapStart Lambda initialises a function once, when a version is published, and restores every environment from the snapshot of that, maybe weeks later. "
            + "A time, a random number or a credential that initialisation took is then old, and the same everywhere.");

    /// <summary>True: environments start from a snapshot.</summary>
    static readonly Option<bool> Snapshots = SnapStart.Option;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Anywhere(static (operation, _) => FrozenValue.NameOf(operation) is not null, Check, OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.PropertyReference);

    static void Check(IOperation taking, ISymbol within, Report report)
    {
        var (tree, project, cancellation) = (taking.Syntax.SyntaxTree, report.Project, report.Cancellation);
        if (project.IsTest || !SnapStart.IsSeen(tree, report) || !project.IsInit(taking.Syntax, cancellation) || TakeCurrentValuesInHandler.Misuse(taking, project, cancellation) is not null) return;
        foreach (var holder in FrozenValue.Holders(taking, project, cancellation))
            if (TakeCurrentValuesInHandler.LivesOn(holder, project, cancellation)
                && FrozenValue.FirstUse(holder, FrozenValue.IsTime(taking), project, cancellation) is var (use, reached)
                && SnapStart.IsOn(reached.Handler, tree, report) && !FrozenValue.IsRenewed(holder, taking, project, cancellation))
            {
                report.At(taking.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way.Append(use.GetLocation()), args: [FrozenValue.NameOf(taking), reached.Handler.DisplayName]);
                return;
            }
    }
}
