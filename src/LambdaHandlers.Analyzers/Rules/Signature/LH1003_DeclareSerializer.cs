using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A class-library handler that reads or writes anything but a stream needs a serializer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class DeclareSerializer() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Declare a serializer for the handler",
        message: "Handler '{0}' needs a serializer {1}, and neither the method nor this assembly declares one; add '[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]'",
        description: "The class-library loader turns the event into the handler's input and its result into the answer through the serializer that [LambdaSerializer] names, on the method, on a method that it overrides, "
            + "or on the assembly that the handler string names. Everything but exactly Stream needs one, string too. Without it every environment fails in its init phase.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        if (handler.Model != ProgrammingModel.ClassLibrary || !handler.Binds || !IsDeployed(handler, report.Project)) return;
        var payload = Payload.Of(handler, report.Project);
        if (payload.Attribute is not null) return;
        // A derived stream should be exactly Stream, which needs none: that is LH1004.
        if (payload.Read is { } input && !input.IsA(report.Types.Stream))
            report.At(handler, handler.Name, handler.Method.Name, $"to read '{Shown(input)}'");
        else if (payload.Written is { } output && !IsAboutToGo(output, handler, report.Project))
            report.At(handler, handler.Name, handler.Method.Name, $"to write '{Shown(output)}'");
    }

    // A method that only looks like a handler may stand in a shared library, which needs none.
    static bool IsDeployed(Handler handler, LambdaProject project) =>
        handler.Certainty == Certainty.Certain
        || (project.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && project.Settings.IsFunction != false);

    // ValueTask and ValueTask<Stream> need none once they are a Task: that is LH1002.
    static bool IsAboutToGo(ITypeSymbol output, Handler handler, LambdaProject project) =>
        Awaitables.IsLeftRunning(handler.Signature.ReturnType, project)
        && (output is not INamedTypeSymbol { TypeArguments: [var inner] } || inner.Is(project.Types.Stream));

    static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
