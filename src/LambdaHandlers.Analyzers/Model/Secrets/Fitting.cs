namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Whether a value can be what its place says it is.</summary>
static class Fitting
{
    /// <summary>True when it can.</summary>
    public static bool Fits(in Saying saying, string text, in Shape shape, Place place) => saying.Kind switch
    {
        Credential.Password => saying.Demand == Demand.Sink ? Plausible.AsPasswordAtSink(text, shape) && (shape.Letters < shape.Length || !Plausible.IsKeyName(text, shape)) : Plausible.AsPassword(text, shape, saying.Demand == Demand.Strict) || IsEncodedPassword(text, place),
        Credential.Pin => Plausible.AsPin(text, shape),
        Credential.Phrase => Plausible.AsPhrase(text, shape),
        Credential.Pair => Plausible.AsPair(text, shape),
        Credential.Key => (place.IsBytes || saying.Demand == Demand.Sink) && IsKeyText(text, shape, saying.Demand == Demand.Sink),
        Credential.Secret when saying.Demand == Demand.Sink => Plausible.AsRandom(text, shape) || IsStrongPassword(text, shape),
        _ => saying.IsAuthorization ? SecretText.IsAuthorization(text) : Plausible.AsRandom(text, shape) || (place.IsEncoded && Plausible.AsPair(text, shape)),
    };

    // What is called a secret may be a password: letters, numbers and a sign in one word.
    static bool IsStrongPassword(string text, in Shape shape) =>
        shape is { Length: >= 8, Letters: > 2, Digits: > 0, Symbols: > 0, Blanks: 0 } && Plausible.AsPassword(text, shape, strict: true);

    static bool IsKeyText(string text, in Shape shape, bool isSink) =>
        Plausible.AsRandom(text, shape) || isSink && Plausible.AsPasswordAtSink(text, shape) && shape.Length >= 8 && !Plausible.IsKeyName(text, shape)
        || shape.Length is 16 or 24 or 32 && Plausible.AsPassword(text, shape, strict: true);

    // Encoding.UTF8.GetString(Convert.FromBase64String("…"))
    static bool IsEncodedPassword(string text, Place place) =>
        place.IsBytes && Checksums.Decoded(text) is { Length: > 3 } decoded && decoded.All(c => c is > ' ' and < '\x7f') && Plausible.AsPassword(decoded, new Shape(decoded), strict: true);

    /// <summary>True for what bytes can be.</summary>
    public static bool IsKey(Credential kind) => kind is Credential.Key or Credential.Secret;

    /// <summary>Velvet42{DateTime.UtcNow.Year}: the part that is written down is the password.</summary>
    public static bool IsStem(string text)
    {
        var stem = text.Split(Folded.Hole)[0];
        var shape = new Shape(stem);
        return shape is { Length: >= 8, Blanks: 0, Digits: > 0, Separators: 0, Letters: >= 6 } && Plausible.AsPassword(stem, shape, strict: true);
    }
}
