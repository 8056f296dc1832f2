using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A handler's input or output is of a type that JSON loses or that cannot be created from it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class UseSerializableTypes() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1007";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Use payload types that survive serialization",
        message: "The {0} of handler '{1}' {2}; use {3}",
        description: "AWS's serializers hand the event and the answer to System.Text.Json, which knows properties and constructors: it ignores fields, and so tuples, and it cannot create interfaces, abstract classes and delegates. "
            + "Nothing fails when the code is compiled; the data is missing, or every invocation fails.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        if (!Payload.IsOwn(handler)) return;
        var payload = Payload.Of(handler, report.Project);
        if (!JsonTypes.IsPlain(payload.Serializer)) return;
        var name = handler.Method.MethodKind == MethodKind.AnonymousFunction ? "(lambda)" : handler.Method.Name;
        // params is refused before anything is read: LH1009.
        if (payload.Read is { } input && handler.Input?.IsParams != true && !Payload.IsContext(input, report.Types) && JsonTypes.Loss(input, isInput: true, report.Project) is { } lost)
            report.At(handler.InputTypePlace, "input", name, lost, "a class or a record with properties");
        if (payload.Written is { } output && !Awaitables.IsLeftRunning(handler.Signature.ReturnType, report.Project) && JsonTypes.Loss(output, isInput: false, report.Project) is { } gone)
            report.At(handler.ReturnTypePlace, "answer", name, gone, "a class or a record with properties");
    }
}
