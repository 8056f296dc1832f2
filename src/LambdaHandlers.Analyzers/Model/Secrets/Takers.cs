using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Parameters and properties that take a credential, which only their symbol tells: the one place where the semantic model is asked about names.</summary>
static class Takers
{
    /// <summary>What the symbol says of a value that it takes; null when nothing.</summary>
    public static Saying? Of(Place place, string text, in Shape shape, bool isNumbers, HashSet<string>? words, SemanticModel model, CancellationToken cancellation)
    {
        if (place.Member is { } member && (isNumbers || Plausible.AsPasswordAtSink(text, shape))
            && model.GetSymbolInfo(member, cancellation).Symbol is { } symbol && Sinks.OfMember(symbol.ContainingType, symbol.Name) is not Credential.None and var kind)
            return new(kind, Demand.Sink, symbol.Name);
        if (place.Argument is not { } argument || !(isNumbers || IsWorthBinding(text, shape, argument)) || Parameters.Of(argument, model, cancellation) is not { } parameter) return null;
        var taken = new Saying(Sinks.Of(parameter, words), Demand.Sink, parameter.Name,
            CredentialName.IsAws(parameter.Name) || IsAmazon(parameter.ContainingSymbol.ContainingType), parameter.ContainingSymbol.ContainingType?.Name == "AuthenticationHeaderValue");
        return taken.Kind != Credential.None && (isNumbers ? Fitting.IsKey(taken.Kind) : Fitting.Fits(taken, text, shape, place)) ? taken : null;
    }

    /// <summary>True for a type of AWS.</summary>
    public static bool IsAmazon(INamedTypeSymbol? type)
    {
        for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space is { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true }) return true;
        return false;
    }

    // Names and words are worth the semantic model only where the callee sounds like credentials.
    static bool IsWorthBinding(string text, in Shape shape, SyntaxNode argument)
    {
        if (!Plausible.AsPasswordAtSink(text, shape)) return false;
        if (shape.Length >= (shape.Symbols > 0 ? 6 : 8) && shape.Digits < shape.Length && (shape.Digits > 0 || shape.Symbols > 0 || Plausible.IsScrambled(text, shape))
            && text.IndexOf("[]", StringComparison.Ordinal) < 0 && !(text.IndexOf('/') > 0 && Words.AreIn(text)) && !Plausible.IsGuid(text) && !Plausible.IsKeyName(text, shape)) return true;
        var callee = argument.Parent?.Parent switch
        {
            InvocationExpressionSyntax call => LastName.Of(call.Expression),
            ObjectCreationExpressionSyntax creation => LastName.Of(creation.Type),
            _ => "",
        };
        foreach (var sound in Sounds)
            if (callee.IndexOf(sound, StringComparison.OrdinalIgnoreCase) >= 0) return true;
        return false;
    }

    static readonly string[] Sounds = ["credential", "password", "login", "logon", "authenticat", "signin", "certificate", "pkcs12", "pbkdf2", "derivebytes", "encrypted", "hmac", "securitykey", "sftp", "ssh"];
}
