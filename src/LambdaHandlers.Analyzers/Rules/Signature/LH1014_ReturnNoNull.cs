using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>Null where the runtime wants a task to await or a stream to copy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReturnNoNull() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1014";

    /// <summary>What should stand there instead of null.</summary>
    public const string Instead = "instead";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Return a task or a stream, not null",
        message: "Handler '{0}' returns null, and the runtime fails with a NullReferenceException when it {1}; return '{2}'",
        description: "The runtime awaits the returned task and copies the returned stream without looking whether there is one. A null answer is fine for every other type: it becomes the JSON null.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Body(Check, OperationKind.Return);

    static void Check(Handler handler, IOperation operation, Report report)
    {
        if (operation is not IReturnOperation { ReturnedValue: { } value } || handler.Model is ProgrammingModel.AspNetCore or ProgrammingModel.Durable
            || value.Parent != operation || Frame.Around(operation.Syntax) is not { } frame || !handler.Syntax.Contains(frame))
            return;
        foreach (var each in Ways(Conversions.Plain(value)))
            if (NullIn(each, handler.IsAsync, report.Types) is { } place) Check(handler, place, isWhole: place == each, report);
    }

    // Either arm of a choice is returned as it stands.
    static IEnumerable<IOperation> Ways(IOperation value) => value switch
    {
        IConditionalOperation { WhenFalse: { } other } choice => Ways(Conversions.Plain(choice.WhenTrue)).Concat(Ways(Conversions.Plain(other))),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Ways(Conversions.Plain(arm.Value))),
        _ => [value],
    };

    static void Check(Handler handler, IOperation place, bool isWhole, Report report)
    {
        var (types, returned, isAsync) = (report.Types, handler.Method.ReturnType, handler.IsAsync);
        if (!isAsync && isWhole && Awaitables.IsTask(returned, types))
            Say("awaits it", Awaitables.Result(returned, types) is { } result ? $"Task.FromResult<{result.ToMinimalDisplayString(place.SemanticModel!, place.Syntax.SpanStart)}>({Default(place)})" : "Task.CompletedTask");
        else if (IsCopied(Awaitables.Result(returned, types) ?? returned, handler.Model, types))
            Say("copies it", "Stream.Null");

        void Say(string harm, string instead) => report.At(place.Syntax.GetLocation(), DiagnosticSeverity.Warning,
            properties: ImmutableDictionary<string, string?>.Empty.Add(Instead, instead), args: [handler.Method.MethodKind == MethodKind.AnonymousFunction ? "(lambda)" : handler.Method.Name, harm, instead]);
    }

    // null, null!, default; and inside Task.FromResult<Stream>(null).
    static IOperation? NullIn(IOperation value, bool isAsync, LambdaTypes types) => Conversions.Plain(value) switch
    {
        { ConstantValue: { HasValue: true, Value: null } } constant => constant,
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var owner }, Arguments: [{ Value: var inner }] } when !isAsync && owner.Is(types.Task)
            && Conversions.Plain(inner) is { ConstantValue: { HasValue: true, Value: null } } constant => constant,
        _ => null,
    };

    // The class-library loader copies every stream; the bootstrap and the wrapper of Annotations only exactly Stream.
    static bool IsCopied(ITypeSymbol? type, ProgrammingModel model, LambdaTypes types) =>
        model == ProgrammingModel.ClassLibrary ? type.IsA(types.Stream) : type.Is(types.Stream);

    static string Default(IOperation place) => (place.SemanticModel!.GetNullableContext(place.Syntax.SpanStart) & NullableContext.WarningsEnabled) != 0 ? "default!" : "default";
}
