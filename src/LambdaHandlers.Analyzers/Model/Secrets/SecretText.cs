namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>A secret inside a text, with its place.</summary>
/// <param name="Start">Where the secret begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="What">What a message calls it.</param>
/// <param name="Key">The key before it, where there is one: a word of the text around, never of the secret.</param>
/// <param name="IsLocal">True when the only host in the text is this machine.</param>
readonly record struct TextSecret(int Start, int Length, string What, string? Key, bool IsLocal);

/// <summary>Finds secrets in texts that hold more: URLs, connection strings, headers, JSON, XML, YAML, command lines, SQL.</summary>
static class SecretText
{
    /// <summary>Without one of these a text holds no key with its value.</summary>
    public static readonly char[] Marks = ['=', ':', '>', '\'', '"'];

    /// <summary>The first secret inside a text; null when there is none.</summary>
    public static TextSecret? In(string text) =>
        IsBearer(text) ? new(text.IndexOf(' ') + 1, text.Length - text.IndexOf(' ') - 1, "authorization", null, false)
        : text.IndexOfAny(Marks) < 0 && text.IndexOf(" -", StringComparison.Ordinal) < 0 ? null : UrlText.In(text) ?? PairText.In(text) ?? CommandLineText.In(text) ?? InKeySet(text);

    // The value of an Authorization header tells itself.
    static bool IsBearer(string text) =>
        text.Length > 20 && text[0] is 'B' && (text.StartsWith("Bearer ", StringComparison.Ordinal) || text.StartsWith("Basic ", StringComparison.Ordinal)) && text.LastIndexOf(' ') < 7 && IsAuthorization(text);

    /// <summary>The secret of a header's value: after the scheme, in Basic the half after the colon.</summary>
    public static bool IsAuthorization(string value)
    {
        var blank = value.IndexOf(' ');
        if (blank < 0) return Plausible.AsRandom(value, new Shape(value)) || value.Length >= 16 && Checksums.Decoded(value) is { } bare && Plausible.AsPair(bare, new Shape(bare));
        var (scheme, rest) = (value.Substring(0, blank), value.Substring(blank + 1).Trim());
        if (rest.Length == 0 || Alphabet.Run(scheme, 0, Chars.Base64Url) != scheme.Length) return false;
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return Plausible.AsRandom(rest, new Shape(rest));
        return Checksums.Decoded(rest) is { } pair && pair.IndexOf(':') is >= 0 and var colon && colon + 1 < pair.Length
            && pair.Substring(colon + 1) is var password && password != pair.Substring(0, colon) && Plausible.AsPasswordAtSink(password, new Shape(password));
    }

    // A JSON web key: k of a symmetric one, d of a private one. The XML of an RSA key: D.
    static TextSecret? InKeySet(string text)
    {
        var isXml = text.IndexOf("<RSAKeyValue", StringComparison.Ordinal) >= 0;
        if (!isXml && text.IndexOf("\"kty\"", StringComparison.Ordinal) < 0) return null;
        foreach (var member in isXml ? XmlKey : JsonKeys)
            if (text.IndexOf(member, StringComparison.Ordinal) is >= 0 and var at && PairText.Value(text, at + 2, false) is ({ } value, var start)
                && !PublicExamples.Contain(value, 0) && Plausible.AsRandom(value, new Shape(value)))
                return new(start, value.Length, isXml ? "RSA key" : "JSON web key", null, false);
        return null;
    }

    static readonly string[] JsonKeys = ["\"k\"", "\"d\""], XmlKey = ["<D>"];
}
