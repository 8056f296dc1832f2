using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>The hard-coded secrets of one file, found in one walk over its syntax; the semantic model is asked for plausible values only.</summary>
sealed class SecretsInTree
{
    const int LeastLength = 4, MostUses = 40;

    readonly SemanticModel _model;
    readonly CancellationToken _cancellation;
    readonly ImmutableArray<HardCodedSecret>.Builder _found = ImmutableArray.CreateBuilder<HardCodedSecret>();
    ILookup<string, IdentifierNameSyntax>? _uses;

    SecretsInTree(SemanticModel model, CancellationToken cancellation) => (_model, _cancellation) = (model, cancellation);

    /// <summary>Every secret of the file, in order; one for an expression.</summary>
    public static ImmutableArray<HardCodedSecret> Of(SemanticModel model, CancellationToken cancellation)
    {
        var tree = new SecretsInTree(model, cancellation);
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(descendIntoTrivia: false))
            if (node is ExpressionSyntax expression && IsOutermost(expression)) tree.Look(expression);
        return tree._found.ToImmutable();
    }

    // A literal, a sum, an interpolation, a format: whatever is put together counts as one, and its parts not at all.
    static bool IsOutermost(ExpressionSyntax expression)
    {
        switch (expression.Kind())
        {
            case SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression:
                return ((LiteralExpressionSyntax)expression).Token.Span.Length >= LeastLength + 2 && !IsPart(expression) && !IsIndex(expression);
            case SyntaxKind.InterpolatedStringExpression:
                return !IsPart(expression) && !IsIndex(expression);
            case SyntaxKind.AddExpression:
                return !IsPart(expression) && HasText((BinaryExpressionSyntax)expression);
            case SyntaxKind.InvocationExpression:
                return Folded.IsJoining((InvocationExpressionSyntax)expression, out _) && !IsPart(expression);
            case SyntaxKind.ArrayInitializerExpression or SyntaxKind.CollectionExpression:
                return IsNumbersOrChars(expression);
            default:
                return false;
        }
    }

    static bool IsPart(ExpressionSyntax expression)
    {
        var parent = expression.Parent;
        while (parent is ParenthesizedExpressionSyntax) parent = parent.Parent;
        return parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolationSyntax
            || parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Folded.IsJoining(call, out _)
            || parent is InitializerExpressionSyntax { Parent: ImplicitArrayCreationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax joined } } } && Folded.IsJoining(joined, out _);
    }

    static bool IsIndex(ExpressionSyntax expression) =>
        expression.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax } or CaseSwitchLabelSyntax
        || expression.Parent is ConstantPatternSyntax { Parent: not IsPatternExpressionSyntax };

    static bool HasText(BinaryExpressionSyntax sum)
    {
        for (ExpressionSyntax left = sum; ;)
        {
            if (left is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } one) return IsText(left);
            if (IsText(one.Right)) return true;
            left = one.Left;
        }

        static bool IsText(ExpressionSyntax part) => part.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression or SyntaxKind.Utf8StringLiteralExpression;
    }

    // 16 numbers and more, or 6 characters and more.
    static bool IsNumbersOrChars(ExpressionSyntax expression)
    {
        var (count, first) = expression switch
        {
            InitializerExpressionSyntax { Expressions: [var one, ..] expressions } => (expressions.Count, one),
            CollectionExpressionSyntax { Elements: [ExpressionElementSyntax { Expression: var one }, ..] elements } => (elements.Count, one),
            _ => (0, null),
        };
        return first is LiteralExpressionSyntax literal && (literal.Token.Value is int ? count is 16 or 24 or 32 or 48 or 64 : literal.Token.Value is char && count >= 6)
            && Folded.Elements(expression) is { } elementsOf && elementsOf.All(element => element is LiteralExpressionSyntax one && one.Kind() == literal.Kind());
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
        if (folded.Text.Length < LeastLength) return;
        Add(Judge(expression, folded.Text) ?? (folded.HasNames && IsWorthReading(expression, folded.Text) && Folded.Of(expression, _model, _cancellation).Text is var whole && whole != folded.Text ? Judge(expression, whole) : null));
    }

    // A constant in a sum matters where the text or the place speaks of credentials, or where the rest may be half of one.
    bool IsWorthReading(ExpressionSyntax expression, string text)
    {
        var shape = new Shape(text);
        return SecretText.Mentions(text) || Place.Of(expression).Sayings.Count > 0
            || (shape.Blanks == 0 && shape.Separators < 3 && shape.Digits > 0 && shape.Length >= 8 && !Words.AreIn(text));
    }

    void Add(HardCodedSecret? secret)
    {
        if (secret is not null) _found.Add(secret);
    }

    HardCodedSecret? Judge(ExpressionSyntax expression, string text)
    {
        if (Formats.In(text) is { } found)
            return Secret(expression, Evidence.Format, found.Format.Id, null, found.Format.IsAws, found.Format.Weak);
        if (IsInTest(expression)) return null;
        if (SecretText.In(text) is { } inside)
        {
            var place = Place.Of(expression);
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
        var place = Place.Of(expression);
        if (place.UnreadKey is { } unread && !stem && (Plausible.AsPassword(text, shape, strict: true) || SecretText.IsAuthorization(text))
            && _model.GetConstantValue(unread, _cancellation) is { HasValue: true, Value: string key }) place.SayKey(key);
        foreach (var saying in place.Sayings)
            if (isNumbers ? IsKey(saying.Kind) : stem ? saying.Kind == Credential.Password && IsStem(text) : Fits(saying, text, shape, place))
                return Named(expression, saying, place, isNumbers, shape);
        if (stem) return null;
        if (place.IsEncoded && Plausible.AsPair(text, shape)) return Secret(expression, Evidence.Text, "user and password", Declared(place), false, false);
        if (BySymbol(place, text, shape, isNumbers) is { } taken) return Named(expression, taken, place, isNumbers, shape);
        if (!isNumbers && IsPairedWithAwsKey(expression, text, shape)) return Secret(expression, Evidence.Text, "AWS secret access key", Declared(place), true, false);
        return place.Declared.RawKind != 0 && (isNumbers || IsWorthFollowing(text, shape)) && Followed(place, text, shape, isNumbers) is { } use
            ? Named(expression, use, place, isNumbers, shape) : null;
    }

    // Parameters and properties that only their symbol explains.
    Saying? BySymbol(Place place, string text, in Shape shape, bool isNumbers)
    {
        if (place.Member is { } member && (isNumbers || Plausible.AsPasswordAtSink(text, shape))
            && _model.GetSymbolInfo(member, _cancellation).Symbol is { } symbol && Sinks.OfMember(symbol.ContainingType, symbol.Name) is not Credential.None and var kind)
            return new(kind, Demand.Sink, symbol.Name);
        if (place.Argument is not { } argument || !(isNumbers || IsWorthBinding(text, shape, argument)) || Parameters.Of(argument, _model, _cancellation) is not { } parameter) return null;
        var taken = new Saying(Sinks.Of(parameter), Demand.Sink, parameter.Name,
            CredentialName.IsAws(parameter.Name) || IsAmazon(parameter.ContainingSymbol.ContainingType), parameter.ContainingSymbol.ContainingType?.Name == "AuthenticationHeaderValue");
        return taken.Kind != Credential.None && (isNumbers ? IsKey(taken.Kind) : Fits(taken, text, shape, place)) ? taken : null;
    }

    static bool IsAmazon(INamedTypeSymbol? type)
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
            InvocationExpressionSyntax call => Place.NameOf(call.Expression),
            ObjectCreationExpressionSyntax creation => Place.NameOf(creation.Type),
            _ => "",
        };
        foreach (var sound in Sounds)
            if (callee.IndexOf(sound, StringComparison.OrdinalIgnoreCase) >= 0) return true;
        return false;
    }

    static readonly string[] Sounds = ["credential", "password", "login", "logon", "authenticat", "signin", "certificate", "pkcs12", "pbkdf2", "derivebytes", "encrypted", "hmac", "securitykey", "sftp", "ssh"];

    static bool Fits(in Saying saying, string text, in Shape shape, Place place) => saying.Kind switch
    {
        Credential.Password => saying.Demand == Demand.Sink ? Plausible.AsPasswordAtSink(text, shape) && (shape.Letters < shape.Length || !Plausible.IsKeyName(text, shape)) : Plausible.AsPassword(text, shape, saying.Demand == Demand.Strict) || IsEncodedPassword(text, place),
        Credential.Pin => Plausible.AsPin(text, shape),
        Credential.Phrase => Plausible.AsPhrase(text, shape),
        Credential.Pair => Plausible.AsPair(text, shape),
        Credential.Key => (place.IsBytes || saying.Demand == Demand.Sink) && IsKeyText(text, shape, saying.Demand == Demand.Sink),
        _ => saying.IsAuthorization ? SecretText.IsAuthorization(text) : Plausible.AsRandom(text, shape) || (place.IsEncoded && Plausible.AsPair(text, shape)),
    };

    static bool IsKeyText(string text, in Shape shape, bool isSink) =>
        Plausible.AsRandom(text, shape) || isSink && Plausible.AsPasswordAtSink(text, shape) && shape.Length >= 8 && !Plausible.IsKeyName(text, shape)
        || shape.Length is 16 or 24 or 32 && Plausible.AsPassword(text, shape, strict: true);

    // Encoding.UTF8.GetString(Convert.FromBase64String("…"))
    static bool IsEncodedPassword(string text, Place place) =>
        place.IsBytes && Checksums.Decoded(text) is { Length: > 3 } decoded && decoded.All(c => c is > ' ' and < '\x7f') && Plausible.AsPassword(decoded, new Shape(decoded), strict: true);

    static bool IsKey(Credential kind) => kind is Credential.Key or Credential.Secret;

    // Velvet42{DateTime.UtcNow.Year}: the part that is written down is the password.
    static bool IsStem(string text)
    {
        var stem = text.Split(Folded.Hole)[0];
        var shape = new Shape(stem);
        return shape is { Length: >= 8, Blanks: 0, Digits: > 0, Separators: 0, Letters: >= 6 } && Plausible.AsPassword(stem, shape, strict: true);
    }

    // The other half of a pair whose first half tells itself.
    bool IsPairedWithAwsKey(ExpressionSyntax expression, string text, in Shape shape) =>
        shape is { Length: 40, Upper: > 2, Lower: > 2, Digits: > 0, Blanks: 0 } && Alphabet.Run(text, 0, Chars.Base64) == 40 && Plausible.AsRandom(text, shape)
        && expression.Ancestors().FirstOrDefault(node => node is StatementSyntax or MemberDeclarationSyntax) is { } around
        && around.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.Length == 20 && Formats.In(token.ValueText) is { Format.IsAws: true });

    static bool IsWorthFollowing(string text, in Shape shape) =>
        shape.Blanks == 0 && shape.Length >= 8 && (shape.Digits > 0 || shape.Symbols > 0) && (Plausible.AsRandom(text, shape) || Plausible.AsPassword(text, shape, strict: true));

    // One hop: a variable whose name says nothing, written once; what do its uses say?
    Saying? Followed(Place place, string text, Shape shape, bool isNumbers)
    {
        var name = place.Declared.Text;
        var scope = place.Declared.Parent!.Ancestors().FirstOrDefault(node => node is BlockSyntax or TypeDeclarationSyntax or CompilationUnitSyntax);
        if (scope is null || place.Declared.Parent.Parent?.Parent is BaseFieldDeclarationSyntax field && !IsFollowed(field)) return null;
        _uses ??= _model.SyntaxTree.GetRoot(_cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(use => use.Identifier.Text);
        Saying? said = null;
        var count = 0;
        foreach (var use in _uses[name])
        {
            if (!scope.FullSpan.Contains(use.Span)) continue;
            if (++count > MostUses) break;
            ExpressionSyntax whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            // Written again: no longer what it was.
            if (whole.Parent is AssignmentExpressionSyntax written && written.Left == whole) return null;
            if (said is not null) continue;
            var there = Place.Of(whole);
            foreach (var saying in there.Sayings)
                if (isNumbers ? IsKey(saying.Kind) : Fits(saying, text, shape, there)) said = saying;
            said ??= BySymbol(there, text, shape, isNumbers);
        }
        return said;
    }

    static bool IsFollowed(BaseFieldDeclarationSyntax field) =>
        field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.ConstKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.PrivateKeyword) || field.Modifiers.Count == 0;

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
        place ??= Place.Of(expression);
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
                        if (Place.NameOf(attribute.Name) is "Fact" or "Theory" or "Test" or "TestCase" or "TestMethod" or "DataTestMethod" or "DataRow" or "InlineData" or "SetUp" or "OneTimeSetUp" or "TestInitialize" or "TestFixture" or "TestClass" or "MemberData" or "Benchmark")
                            return true;
        return false;
    }
}
