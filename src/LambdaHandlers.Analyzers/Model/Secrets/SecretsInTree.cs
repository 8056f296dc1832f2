using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>The hard-coded secrets of one file, found in one walk over its syntax; the semantic model is asked for plausible values only.</summary>
sealed class SecretsInTree
{
    /// <summary>A shorter text is no secret that anybody could tell.</summary>
    public const int LeastLength = 4;

    readonly SemanticModel _model;
    readonly CancellationToken _cancellation;
    readonly ImmutableArray<HardCodedSecret>.Builder _found = ImmutableArray.CreateBuilder<HardCodedSecret>();
    readonly SecretOptions _options;
    readonly OneHop _hop;

    SecretsInTree(SemanticModel model, SecretOptions options, CancellationToken cancellation) =>
        (_model, _options, _cancellation, _hop) = (model, options, cancellation, new OneHop(model, options.Words, cancellation));

    /// <summary>Every secret of the file, in order; one for an expression.</summary>
    public static ImmutableArray<HardCodedSecret> Of(SemanticModel model, SecretOptions options, CancellationToken cancellation)
    {
        var tree = new SecretsInTree(model, options, cancellation);
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(descendIntoTrivia: false))
            if (node is ExpressionSyntax expression && Outermost.Is(expression)) tree.Look(expression);
        return tree._found.ToImmutable();
    }

    void Look(ExpressionSyntax expression)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Folded.Elements(expression) is { Length: > 0 } elements && elements[0].IsKind(SyntaxKind.NumericLiteralExpression))
        {
            if (KeyBytes.AreIn(elements)) Add(ByPlace(expression, "", isNumbers: true));
            return;
        }
        var folded = Folded.Of(expression);
        if (folded.Text.Length < LeastLength || _options.Allow(folded.Text)) return;
        Add(Judge(expression, folded.Text) ?? (folded.HasNames && IsWorthReading(expression, folded.Text) && Folded.Of(expression, _model, _cancellation).Text is var whole && whole != folded.Text ? Judge(expression, whole) : null));
    }

    // A constant in a sum matters where the text or the place speaks of credentials, or where the rest may be half of one.
    bool IsWorthReading(ExpressionSyntax expression, string text)
    {
        var shape = new Shape(text);
        return PairText.Mentions(text) || Place.Of(expression, _options.Words).Sayings.Count > 0
            || (shape.Blanks == 0 && shape.Separators < 3 && shape.Digits > 0 && shape.Length >= 8 && !Words.AreIn(text));
    }

    void Add(HardCodedSecret? secret)
    {
        // A made-up fallback for the developer's own machine opens nothing elsewhere; a format does.
        if (secret is null || secret is { IsFallback: true, Evidence: not Evidence.Format } && DevelopmentOnly.Contains(secret.Expression)) return;
        _found.Add(secret);
    }

    HardCodedSecret? Judge(ExpressionSyntax expression, string text)
    {
        if (Formats.In(text) is { } found)
            return Secret(expression, Evidence.Format, found.Format.Id, null, found.Format.IsAws, found.Format.Weak);
        if (IsInTest(expression)) return null;
        if (SecretText.In(text) is { } inside)
        {
            var place = Place.Of(expression, _options.Words);
            return Secret(expression, Evidence.Text, inside.What, Declared(place) ?? inside.Key, inside.Key is not null && CredentialName.IsAws(inside.Key), inside.IsLocal, place);
        }
        return ByPlace(expression, text, isNumbers: false);
    }

    HardCodedSecret? ByPlace(ExpressionSyntax expression, string text, bool isNumbers)
    {
        var shape = new Shape(text);
        // A sentence names nothing; a seed phrase is one line of words.
        if (!isNumbers && (shape.Blanks > 1 && shape.Lower + shape.Blanks != shape.Length)) return null;
        var stem = text.IndexOf(Folded.Hole) >= 0;
        var place = Place.Of(expression, _options.Words);
        if (place.UnreadKey is { } unread && !stem && (Plausible.AsPassword(text, shape, strict: true) || SecretText.IsAuthorization(text))
            && _model.GetConstantValue(unread, _cancellation) is { HasValue: true, Value: string key }) place.SayKey(key);
        foreach (var saying in place.Sayings)
            if (isNumbers ? Fitting.IsKey(saying.Kind) : stem ? saying.Kind == Credential.Password && Fitting.IsStem(text) : Fitting.Fits(saying, text, shape, place))
                return Named(expression, Closer(saying, place, text, shape), place, isNumbers, shape);
        if (stem) return null;
        if (place.IsEncoded && Plausible.AsPair(text, shape)) return Secret(expression, Evidence.Text, "user and password", Declared(place), false, false);
        if (Takers.Of(place, text, shape, isNumbers, _options.Words, _model, _cancellation) is { } taken) return Named(expression, taken, place, isNumbers, shape);
        if (!isNumbers && IsPairedWithAwsKey(expression, text, shape)) return Secret(expression, Evidence.Text, "AWS secret access key", Declared(place), true, false);
        return (isNumbers || OneHop.IsWorth(text, shape)) && Used(place, text, shape, isNumbers) is { } use ? Named(expression, use, place, isNumbers, shape) : null;
    }

    // SecretKey may be anybody's: whose it is tells what takes it.
    Saying Closer(in Saying saying, Place place, string text, in Shape shape) =>
        saying.IsAws || !IsLikeAwsSecret(text, shape) ? saying
        : place.Assignee is { } left && Takers.IsAmazon(_model.GetSymbolInfo(left, _cancellation).Symbol?.ContainingType) ? saying with { IsAws = true }
        : place.Argument is { } argument && Takers.IsAmazon(Parameters.Of(argument, _model, _cancellation)?.ContainingSymbol.ContainingType) ? saying with { IsAws = true }
        : Used(place, text, shape) is { IsAws: true } used ? used : saying;

    Saying? Used(Place place, string text, in Shape shape, bool isNumbers = false) => place.Declared.RawKind == 0 ? null : _hop.Follow(place, text, shape, isNumbers);

    static bool IsLikeAwsSecret(string text, in Shape shape) =>
        shape is { Length: 40, Upper: > 2, Lower: > 2, Digits: > 0, Blanks: 0 } && Alphabet.Run(text, 0, Chars.Base64) == 40;

    // The other half of a pair whose first half tells itself.
    bool IsPairedWithAwsKey(ExpressionSyntax expression, string text, in Shape shape) =>
        IsLikeAwsSecret(text, shape) && Plausible.AsRandom(text, shape)
        && expression.Ancestors().FirstOrDefault(node => node is StatementSyntax or MemberDeclarationSyntax) is { } around
        && around.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.Length == 20 && Formats.In(token.ValueText) is { Format.IsAws: true });

    HardCodedSecret Named(ExpressionSyntax expression, in Saying saying, Place place, bool isNumbers, in Shape shape)
    {
        var what = saying.Kind switch
        {
            Credential.Password => "password",
            Credential.Pin => "PIN",
            Credential.Phrase => "passphrase",
            Credential.Token => "token",
            Credential.Pair => "user and password",
            _ => isNumbers || place.IsBytes ? "key" : "secret",
        };
        var isWords = saying is { Kind: Credential.Password, Demand: not Demand.Sink } && shape.Letters == shape.Length;
        return Secret(expression, saying.Demand == Demand.Sink ? Evidence.Sink : Evidence.Name, what, Declared(place) ?? saying.Name, saying.IsAws, isWords, place);
    }

    HardCodedSecret Secret(ExpressionSyntax expression, Evidence evidence, string what, string? name, bool isAws, bool isWeak, Place? place = null)
    {
        place ??= Place.Of(expression, _options.Words);
        return new(expression, evidence, what, name ?? Declared(place), isAws, place.IsFallback, isWeak || IsInTest(expression));
    }

    static string? Declared(Place place) => place.Declared.RawKind != 0 ? place.Declared.ValueText : place.Sayings.Count > 0 ? place.Sayings[0].Name : null;

    /// <summary>Test methods hold made-up values; only a credential's own format counts in them.</summary>
    static bool IsInTest(SyntaxNode node)
    {
        for (SyntaxNode? at = node; at is not null; at = at.Parent)
            if (at is MethodDeclarationSyntax or TypeDeclarationSyntax)
                foreach (var list in ((MemberDeclarationSyntax)at).AttributeLists)
                    foreach (var attribute in list.Attributes)
                        if (LastName.Of(attribute.Name) is "Fact" or "Theory" or "Test" or "TestCase" or "TestMethod" or "DataTestMethod" or "DataRow" or "InlineData" or "SetUp" or "OneTimeSetUp" or "TestInitialize" or "TestFixture" or "TestClass" or "MemberData" or "Benchmark")
                            return true;
        return false;
    }
}
