using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>A handler does real work, and nothing of it can be found in a log afterwards.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LogTheWork() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4004";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Warning,
        title: "Log what a handler works on",
        message: "{0} {1} and leaves no trace in the log; log what it works on",
        description: "A Lambda function has no console and no debugger. Without a single line of its own, a wrong result or a missing one can't be told from an invocation that never came: the log has START, END and REPORT.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Handlers(Check);

    static void Check(Handler handler, Report report)
    {
        if (handler.Model is ProgrammingModel.AspNetCore or ProgrammingModel.Durable || handler.Method.IsAbstract || IsWatched(handler) || HoldsLogger(handler, report.Project)) return;
        if (new HandlerTrace(report.Project, handler, report.Cancellation).SilentWork is { } work)
            report.At(handler.Name, handler.Subject, work);
    }

    // [Logging], [Tracing], an aspect or a decorator of whatever make.
    static bool IsWatched(Handler handler) => handler.Method.GetAttributes().Concat(handler.NamedType?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty).Any(attribute =>
        attribute.AttributeClass is { } type && (Names.Words(type.Name).Any(word => word is "Log" or "Logs" or "Logging" or "Logged" or "Trace" or "Tracing" or "Traced" or "Aspect" or "Intercept" or "Interceptor" or "Monitor" or "Monitored" or "Instrument" or "Batch") || Derives(type)));

    static bool Derives(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            if (at.Name.Contains("Aspect") || at.Name.Contains("Interception") || at.Name.Contains("Universal")) return true;
        return false;
    }

    // An injected logger, or a base class that we can't see, speaks for itself.
    static bool HoldsLogger(Handler handler, LambdaProject project)
    {
        if (handler.Method.Parameters.Any(parameter => project.Loggers.IsLoggerType(parameter.Type))) return true;
        for (var type = handler.NamedType; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (Declared.In(type, project.Compilation).IsEmpty) return true;
            foreach (var member in type.GetMembers())
                if (member switch
                {
                    IFieldSymbol field => project.Loggers.IsLoggerType(field.Type),
                    IPropertySymbol property => project.Loggers.IsLoggerType(property.Type),
                    IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(parameter => project.Loggers.IsLoggerType(parameter.Type)),
                    _ => false,
                })
                    return true;
        }
        return false;
    }
}
