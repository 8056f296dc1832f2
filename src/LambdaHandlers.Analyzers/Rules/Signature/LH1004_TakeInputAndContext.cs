using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The class-library loader passes an input and an ILambdaContext, and refuses every other list of parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class TakeInputAndContext() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1004";

    /// <summary>What a finding is about, for its fix: the value is one of the constants below.</summary>
    public const string Defect = "defect";
    /// <summary>More than two parameters.</summary>
    public const string TooMany = "too-many";
    /// <summary>The context stands first.</summary>
    public const string Swapped = "swapped";
    /// <summary>The second parameter is no context.</summary>
    public const string NoContext = "no-context";
    /// <summary>A type that implements or extends ILambdaContext.</summary>
    public const string Derived = "derived";
    /// <summary>Two contexts.</summary>
    public const string Two = "two";
    /// <summary>A CancellationToken as the input.</summary>
    public const string Token = "token";
    /// <summary>A class derived from Stream as the input.</summary>
    public const string DerivedStream = "derived-stream";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Take an input and an ILambdaContext, nothing else",
        message: "Handler '{0}' {1}; {2}",
        description: "A class-library handler takes nothing, an input, an ILambdaContext, or an input and then an ILambdaContext, by exactly these types. "
            + "The loader counts optional parameters too and injects nothing: not a CancellationToken, not a logger. What it refuses fails in the init phase of every environment.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        var isLoaded = handler.Model == ProgrammingModel.ClassLibrary;
        // A generic method is refused before its parameters are looked at: LH1009.
        if (!isLoaded && handler.Model != ProgrammingModel.Bootstrap || !handler.Binds || (isLoaded && handler.Method.IsGenericMethod)) return;
        var parameters = handler.Signature.Parameters;
        if (isLoaded && handler.Certainty == Certainty.Certain && Refused(parameters, report) is { } refused)
            Say(refused);
        else if (parameters is [{ RefKind: RefKind.None } input, ..] && input.Type.BaseType.IsA(report.Types.Stream) && parameters.Length < 3)
            Say((input, DerivedStream, $"takes '{input.Type.Name}', which is deserialised as JSON; only exactly 'Stream' is the raw event", "take 'Stream'"));

        void Say((IParameterSymbol Parameter, string Defect, string Harm, string Cure) finding)
        {
            var place = handler.IsDeclaredElsewhere ? handler.Name : handler.Method.Parameters[finding.Parameter.Ordinal].Locations.FirstOrDefault() ?? handler.Name;
            report.At(handler, place, ImmutableDictionary<string, string?>.Empty.Add(Defect, finding.Defect),
                handler.Method.MethodKind == MethodKind.AnonymousFunction ? "(lambda)" : handler.Method.Name, finding.Harm, finding.Cure);
        }
    }

    static (IParameterSymbol, string, string, string)? Refused(ImmutableArray<IParameterSymbol> parameters, Report report)
    {
        bool IsExact(IParameterSymbol parameter) => parameter.Type.Is(report.Types.LambdaContext);
        bool IsContext(IParameterSymbol parameter) => Payload.IsContext(parameter.Type, report.Types);
        switch (parameters)
        {
            case [_, _, var third, ..]:
                return (third, TooMany, $"takes {parameters.Length} parameters, and the runtime refuses more than an input and an 'ILambdaContext'", "remove the others");
            // params is refused before anything else is looked at: LH1009.
            case [.., { IsParams: true, Type: IArrayTypeSymbol }]:
                return null;
            case [var first, var second] when second.RefKind != RefKind.None || !IsContext(second):
                return IsContext(first) && !IsContext(second) && !IsToken(second)
                    ? (second, Swapped, "takes the context first, and the runtime refuses that", "take the input first")
                    : (second, NoContext, $"takes '{Shown(second)}' as its second parameter, and the runtime refuses everything but 'ILambdaContext' there",
                        !IsToken(second) ? "take 'ILambdaContext'" : IsContext(first) ? "make a token from the context's RemainingTime" : "take 'ILambdaContext' and make a token from its RemainingTime");
            case [_, var second] when !IsExact(second):
                return (second, Derived, $"takes '{Shown(second)}', and the runtime passes an 'ILambdaContext' and nothing more special", "take 'ILambdaContext'");
            case [var first, _] when IsContext(first):
                return (first, Two, "takes two contexts, and the first one is deserialised from the event", "remove the first");
            case [{ RefKind: RefKind.None } only] when IsContext(only) && !IsExact(only):
                return (only, Derived, $"takes '{Shown(only)}', and the runtime passes an 'ILambdaContext' and nothing more special", "take 'ILambdaContext'");
            case [{ RefKind: RefKind.None } token, ..] when IsToken(token):
                return (token, Token, "takes a 'CancellationToken' as its input, which is deserialised from the event and is never cancelled", "take 'ILambdaContext' and make a token from its RemainingTime");
            default:
                return null;
        }
    }

    /// <summary>True for a <c>CancellationToken</c>.</summary>
    public static bool IsToken(IParameterSymbol parameter) => parameter.Type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    static string Shown(IParameterSymbol parameter) =>
        (parameter.RefKind switch { RefKind.None => "", RefKind.In => "in ", RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "ref readonly " }) + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
