using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>A rule: one card and the one thing it watches. Nothing is registered unless the project uses Lambda.</summary>
abstract class LambdaRule(DiagnosticDescriptor card) : DiagnosticAnalyzer
{
    /// <summary>The rule's card.</summary>
    public DiagnosticDescriptor Card => card;

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(card);

    /// <summary>True for the rules that also look into test projects (secrets).</summary>
    protected virtual bool LooksIntoTests => false;

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (LambdaProject.Of(start.Compilation, start.Options) is { } project && (LooksIntoTests || !project.IsTest))
                Watch(new Watcher(start, project, card));
        });
    }

    /// <summary>Says what the rule watches; called once per compilation of a Lambda project.</summary>
    protected abstract void Watch(Watcher on);
}
