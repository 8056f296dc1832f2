using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The JsonSerializerContext of the serializer does not know a type that the handler takes or returns.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class RegisterPayloadTypes() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1010";

    /// <summary>True for the answer's type, false for the input's.</summary>
    public const string IsAnswer = "answer";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Register payload types with the JsonSerializerContext",
        message: "'{0}' does not know '{1}', and handler '{2}' {3} it: every invocation fails; add '[JsonSerializable(typeof({1}))]'",
        description: "SourceGeneratorLambdaJsonSerializer<TContext> reads and writes only what the context registers with [JsonSerializable], and what those types reach through their members. It has no reflection to fall back on.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        if (!Payload.IsOwn(handler) || !handler.Binds) return;
        var payload = Payload.Of(handler, report.Project);
        if (JsonContext.Of(payload.Serializer) is not { } context) return;
        if (payload.Read is { } input && !context.Knows(input))
            Say(handler.InputTypePlace, input, "takes", false);
        if (payload.Written is { } output && !context.Knows(output) && !output.Is(payload.Read as INamedTypeSymbol) && !Awaitables.IsLeftRunning(handler.Signature.ReturnType, report.Project))
            Say(handler.ReturnTypePlace, output, "returns", true);

        void Say(Location place, ITypeSymbol type, string does, bool isAnswer) =>
            report.At(place, DiagnosticSeverity.Warning, properties: ImmutableDictionary<string, string?>.Empty.Add(IsAnswer, isAnswer ? "true" : null), args:
            [
                context.Type.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                handler.Method.MethodKind == MethodKind.AnonymousFunction ? "(lambda)" : handler.Method.Name, does,
            ]);
    }
}
