using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>An invocation that changes the process changes it for all that follow; and some environment variables are Lambda's own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepProcessSettings() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2004";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Leave the settings of the process alone in a handler",
        message: "{0}; {1}",
        description: "The process serves many invocations. An environment variable, a default culture or the current directory that one of them sets is there for the next. "
            + "Lambda sets some environment variables itself, and the runtime and the AWS SDK rely on them.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Path((operation, _) => ProcessSetting.Of(operation) is not null, CheckPath, everyTime: true, OperationKind.Invocation, OperationKind.SimpleAssignment);
        on.Init((operation, _) => ProcessSetting.ReservedName(operation) is not null, CheckInit, OperationKind.Invocation);
    }

    static void CheckPath(Reached reached, IOperation setting, Report report)
    {
        if (ProcessSetting.ReservedName(setting) is { } name)
        {
            if (!HoldsKey(setting, report)) report.At(setting.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: Reserved(name));
        }
        else if (!ProcessSetting.IsSetBack(setting))
            report.At(setting.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way,
                args: [$"'{ProcessSetting.Of(setting)}' changes the process for the invocations that follow this one of {reached.Handler.DisplayName}", "pass the value on to what needs it, or set it at initialisation"]);
    }

    static void CheckInit(ISymbol member, IOperation setting, Report report)
    {
        if (IsOfFunction(setting.Syntax) && !HoldsKey(setting, report) && report.Project.PathTo(setting.Syntax, everyTime: true, report.Cancellation) is null)
            report.At(setting.Syntax.GetLocation(), args: Reserved(ProcessSetting.ReservedName(setting)!));
    }

    // LH3001 has it.
    static bool HoldsKey(IOperation setting, Report report) =>
        setting.SemanticModel is { } model && report.Project.SecretsIn(model, report.Cancellation).Any(secret => secret.IsAws && setting.Syntax.Span.Contains(secret.Expression.Span));

    // A program that starts no bootstrap is a tool and sets what it likes.
    static bool IsOfFunction(SyntaxNode node) => Frame.Member(node) is not (CompilationUnitSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" })
        || Starts.Any(SourceIndex.Of(node.SyntaxTree).Mentions);

    static readonly string[] Starts = ["LambdaBootstrapBuilder", "LambdaBootstrap", "AddAWSLambdaHosting"];

    static object?[] Reserved(string name) => [$"'{name}' is set by Lambda, and the runtime and the AWS SDK rely on it", "use a variable of your own, or pass the value on to what needs it"];
}
