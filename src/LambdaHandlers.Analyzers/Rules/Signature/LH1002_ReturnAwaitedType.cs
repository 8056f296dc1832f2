using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The runtime awaits Task and Task of T; whatever else a handler returns it serialises as it stands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReturnAwaitedType() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Return a type that the runtime awaits",
        message: "{0} returns '{1}', which the runtime does not await but takes for the answer; return '{2}'",
        description: "The runtime awaits Task, Task<T> and what derives from them, nothing else. A ValueTask, a task inside a task or another awaitable is serialised as an object "
            + "({\"IsCompleted\":false,…}) while its work goes on unobserved: its exception is lost and the event counts as handled. An asynchronous stream cannot be serialised at all.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        var returned = handler.Signature.ReturnType;
        if (handler.Model == ProgrammingModel.Durable || Unbound.In(returned) || !Awaitables.IsLeftRunning(returned, report.Project) || IsRefusedByGenerator(handler)) return;
        report.At(handler, handler.ReturnTypePlace, handler.Subject, Shown(returned), Instead(returned, report.Project));
    }

    // AWSLambda0117 says so already.
    static bool IsRefusedByGenerator(Handler handler) =>
        handler.Model == ProgrammingModel.Annotations && handler.Source is EventSource.Sqs or EventSource.Sns or EventSource.S3 or EventSource.DynamoDb or EventSource.Schedule
        && handler.Method.GetAttributes().Any(attribute => EventSources.OfAttribute(attribute.AttributeClass?.Name ?? "") == handler.Source);

    /// <summary>What the handler should return: the innermost result as a task's.</summary>
    static string Instead(ITypeSymbol returned, LambdaProject project)
    {
        var type = returned;
        while (type is INamedTypeSymbol { TypeArguments: [var inner] } && Awaitables.IsPromise(type, project))
        {
            if (Awaitables.IsAsyncStream(type, project)) return $"Task<List<{Shown(inner)}>>";
            type = inner;
        }
        return Awaitables.IsPromise(type, project) ? "Task" : $"Task<{Shown(type)}>";
    }

    static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
