namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Whether a value can be what its name or place says it is. Whatever is doubtful is not.</summary>
static class Plausible
{
    static readonly HashSet<string> PlaceholderWords = Set("your example sample dummy fake todo fixme tbd redacted replace replaced insert placeholder test testing mock changeme change removed hidden masked enter put fill specify unknown undefined unset none null hash hashed encrypted");
    static readonly HashSet<string> PlaceholderValues = Set(
        "password passwort secret token apikey guest admin administrator string none null nil true false changeme change_me postgres root user username default test pass passw0rd p@ssw0rd p@ssword "
        + "minioadmin localstack local localhost mysql redis rabbitmq elastic azurite sa public private empty foo bar foobar baz xxx abc abc123 123 bearer basic");
    static readonly string[] Beginnings =
    [
        "arn:", "resolve:", "{{resolve", "ssm:", "secretsmanager:", "op://", "vault:", "vault://", "ENC(", "{cipher}", "@Microsoft.KeyVault(", "env:", "$env:",
        "$2a$", "$2b$", "$2y$", "$argon2", "$pbkdf2", "$scrypt$", "{SHA", "{SSHA", "{bcrypt}", "sha1-", "sha256-", "sha384-", "sha512-", "sha1:", "sha256:", "sha384:", "sha512:", "SHA256:", "MD5:", "sha256=", "sha1=",
        "data:", "iVBORw0KGgo", "R0lGODlh", "/9j/4A", "PHN2Zy", "ssh-", "ecdsa-sha2-", "pk_live_", "pk_test_", "pk.", "W/\"", "urn:", "pack:", "HKEY_", "HKLM\\", "HKCU\\", "file:", "-----BEGIN", "xmlns", "AAAAB3NzaC1", "eyJhbGciOiJub25l",
    ];
    static readonly string[] Sequences = ["abcdefg", "0123456", "1234567", "ABCDEFG", "qwerty", "QWERTY", "asdfgh", "zyxwvu", "987654", "00010203", "AAECAw"];
    static readonly string[] Patterns = ["\\d", "\\w", "\\s", "\\b", "\\S", "(?", "[^", "a-z", "A-Z", "0-9]", ".*", "\\.", "==|"];

    /// <summary>A value at an API that takes a password: weak ones count.</summary>
    public static bool AsPasswordAtSink(string value, in Shape shape) =>
        shape.Length is >= 3 and <= 200 && !IsNeverSecret(value, shape) && !IsPathOrUrl(value)
        && (!CredentialName.IsWordOf(value) || (shape.Digits > 0 && !IsScreaming(shape)))
        && !(IsScreaming(shape) && shape.Digits == 0)
        && shape.Letters + shape.Digits > 0 && (shape.Digits < shape.Length || shape.Length >= 6);

    /// <summary>A value whose name says password. Strict: keys of dictionaries, comparisons, where words alone are labels.</summary>
    public static bool AsPassword(string value, in Shape shape, bool strict)
    {
        if (shape.Length is < 4 or > 200 || shape.Digits == shape.Length || shape.Letters + shape.Digits == 0
            || IsNeverSecret(value, shape) || IsPathOrUrl(value) || IsKeyName(value, shape)) return false;
        return shape.Digits > 0 || shape.Symbols > 0
            ? shape.Blanks == 0 || shape.Digits + shape.Symbols > 1
            : !strict && shape.Blanks == 0 && shape.Separators == 0 && shape.Length >= 8 && shape.Upper == 0 && IsAscii(value) || IsScrambled(value, shape);
    }

    /// <summary>Letters in both cases that make no words.</summary>
    public static bool IsScrambled(string value, in Shape shape) => shape is { Length: >= 12, Upper: > 2, Lower: > 2, Blanks: 0 } && !Words.AreIn(value);

    /// <summary>A secret, a token, a key: drawn by a machine.</summary>
    public static bool AsRandom(string value, in Shape shape)
    {
        if (shape.Length is < 16 or > 4096 || shape.Blanks > 0 || shape.Letters == 0 || !Shape.IsVaried(value, 0, value.Length)
            || IsNeverSecret(value, shape) || IsPathOrUrl(value) || IsKeyName(value, shape) || IsGuid(value)) return false;
        var entropy = Shape.Entropy(value, 0, value.Length);
        if (Alphabet.Run(value.ToLowerInvariant(), 0, Chars.Hex) == value.Length) return shape.Digits > 0 && entropy >= (shape.Length >= 32 ? 3.0 : 2.7);
        if (shape.Digits == 0 && shape.Symbols == 0 && shape.Separators == 0) return shape.Length >= 24 && entropy >= 3.8 && !Words.AreIn(value);
        if (Words.AreIn(value)) return (shape.Symbols > 0 && value.IndexOf('|') < 0 || shape.Digits * 4 >= shape.Length) && shape.Digits > 0 && entropy >= 3.0;
        return shape.Upper == 0 || shape.Lower == 0 ? shape.Digits > 0 && entropy >= 3.0 : entropy >= 3.3;
    }

    /// <summary>A number that opens something.</summary>
    public static bool AsPin(string value, in Shape shape) =>
        shape.Length is >= 4 and <= 12 && shape.Digits == shape.Length && Shape.Distinct(value, 0, value.Length) > 2 && !HasSequence(value) && value is not "1234" and not "12345" and not "123456";

    /// <summary>Words that open something: a seed phrase.</summary>
    public static bool AsPhrase(string value, in Shape shape)
    {
        if (shape.Blanks == 0) return AsPassword(value, shape, strict: false);
        var words = Words.Split(value);
        return words.Count is >= 10 and <= 26 && shape.Lower + shape.Blanks == shape.Length && new HashSet<string>(words).Count * 4 >= words.Count * 3
            && !words.Exists(word => word.Length < 3) && !words.Exists(PlaceholderWords.Contains);
    }

    /// <summary>User and password in one, parted by a colon.</summary>
    public static bool AsPair(string value, in Shape shape)
    {
        var colon = value.IndexOf(':');
        if (colon < 1 || colon > value.Length - 4 || shape.Blanks > 0 || value.IndexOf('/') >= 0 && value.IndexOf('/') < colon) return false;
        var password = value.Substring(colon + 1);
        var own = new Shape(password);
        return own.Digits < own.Length && value.Substring(0, colon) != password && AsPassword(password, own, strict: true) && own.Letters > 2 && password.IndexOf(':') < 0;
    }

    /// <summary>What can be ruled out whatever the name says: templates, placeholders, masks, hashes, alphabets, sentences, patterns.</summary>
    public static bool IsNeverSecret(string value, in Shape shape) =>
        shape.Blanks == shape.Length || shape.Blanks > 1
        || Shape.Distinct(value, 0, value.Length) <= 2 || Shape.HasRow(value, 0, value.Length, 6)
        || IsTemplate(value) || StartsWithAny(value, Beginnings) || HasSequence(value) || ContainsAny(value, Patterns)
        || PlaceholderValues.Contains(value.ToLowerInvariant()) || IsPlaceholder(value, shape) || value.IndexOf('•') >= 0 || value.IndexOf("***", StringComparison.Ordinal) >= 0
        || (value[0] == '^' && value[value.Length - 1] == '$') || IsRuleOrType(value) || PublicExamples.Contain(value, 0);

    /// <summary>A name of something: a key of a configuration, a code of a message, a column, a type.</summary>
    public static bool IsKeyName(string value, in Shape shape)
    {
        if (shape.Blanks > 0) return false;
        if (CredentialName.IsWordOf(value) && !(shape.Digits >= 2 && shape.Symbols > 0 && shape.Upper > 0)) return true;
        if (shape.Symbols > 0 || EndsInNumber(value)) return false;
        if (shape.Separators > 0 && shape.Digits * 5 <= shape.Length && Words.AreIn(value)) return true;
        if (shape.Separators == 0) return shape.Digits == 0 && shape.Upper > 0 && shape.Lower > 0 && value[0] is >= 'A' and <= 'Z' && Words.AreIn(value);
        return HasOnlyPlainSegments(value);
    }

    // AWS::Serverless-2016-10-31: every part is letters, or a short number.
    static bool HasOnlyPlainSegments(string value)
    {
        int letters = 0, digits = 0;
        foreach (var c in value)
            if (char.IsLetter(c)) letters++;
            else if (c is >= '0' and <= '9') digits++;
            else
            {
                if ((letters > 0 && digits > 0) || digits > 4) return false;
                letters = digits = 0;
            }
        return !((letters > 0 && digits > 0) || digits > 4);
    }

    // Harbor.Meadow_4711: a number that is neither a year nor a small one. SHOUTED_NAMES_404 are names.
    static bool EndsInNumber(string value)
    {
        var start = value.Length;
        while (start > 0 && value[start - 1] is >= '0' and <= '9') start--;
        if (value.Length - start is not (3 or 4) || start < 7 || value[0] is not (>= 'A' and <= 'Z') || value.Substring(start) is ['1', '9', _, _] or ['2', '0', _, _]) return false;
        for (var i = 0; i < start; i++)
            if (value[i] is >= '0' and <= '9') return false;
        return value.ToUpperInvariant() != value;
    }

    // required|min:8|max:64, nvarchar(256)
    static bool IsRuleOrType(string value)
    {
        if (value[value.Length - 1] == ')' && value.IndexOf('(') is > 2 and var open && Alphabet.Run(value, 0, Chars.Letter) == open
            && Alphabet.Run(value, open + 1, Chars.Digit) is > 0 and var size && value[open + 1 + size] is ')' or ',') return true;
        return value.IndexOf('|') > 0 && value.IndexOf(':') > 0 && Array.TrueForAll(value.Split('|'), part => part.Length > 0 && Alphabet.Run(part, 0, Chars.Letter) is var word && (word == part.Length || word > 1 && part[word] == ':'));
    }

    /// <summary>A hole to be filled: {x} &lt;x&gt; ${X} $(X) #{X} %X% __X__ :p @p.</summary>
    public static bool IsTemplate(string value)
    {
        var (first, last) = (value[0], value[value.Length - 1]);
        if (first is '{' or '<' or '[' or '(' && last is '}' or '>' or ']' or ')') return true;
        if (first == '%' && last == '%' || value.StartsWith("__", StringComparison.Ordinal) && value.EndsWith("__", StringComparison.Ordinal)) return true;
        if (first is ':' or '@' or '$' or '?' && IsIdentifier(value, 1)) return true;
        if (value.IndexOf("${", StringComparison.Ordinal) >= 0 || value.IndexOf("$(", StringComparison.Ordinal) >= 0 || value.IndexOf("#{", StringComparison.Ordinal) >= 0 || value.IndexOf("{{", StringComparison.Ordinal) >= 0) return true;
        return HasPair(value, '{', '}') || HasPair(value, '<', '>') || value.IndexOf(Folded.Hole) >= 0;
    }

    // {name} or {0} or <words> somewhere inside.
    static bool HasPair(string value, char open, char close)
    {
        for (var i = value.IndexOf(open); i >= 0 && i < value.Length - 2; i = value.IndexOf(open, i + 1))
        {
            var end = i + 1;
            while (end < value.Length && (Alphabet.IsWord(value[end]) || value[end] is ' ' or '-' or '.' or ':')) end++;
            if (end > i + 1 && end < value.Length && value[end] == close) return true;
        }
        return false;
    }

    static bool IsIdentifier(string value, int start)
    {
        for (var i = start; i < value.Length; i++)
            if (!Alphabet.Has(value[i], Chars.Letter) && value[i] != '_') return false;
        return true;
    }

    static bool IsPlaceholder(string value, in Shape shape)
    {
        if (shape.Letters == 0 || value.Length > 100) return false;
        var words = Words.Split(value);
        // In a long random value a short word comes about by chance.
        var least = shape.Digits > 2 && shape.Length >= 16 ? 5 : 3;
        if (words.Exists(word => word.Length >= least && PlaceholderWords.Contains(word))) return true;
        // not-a-real-token, myPassword
        return words.Count > 1 && (words[0] == "not" || (words[0] is "my" or "some" or "the" && shape.Digits == 0));
    }

    /// <summary>A path, a URL, a namespace of either.</summary>
    public static bool IsPathOrUrl(string value)
    {
        if (value.IndexOf("://", StringComparison.Ordinal) >= 0) return true;
        if (value.StartsWith("~/", StringComparison.Ordinal) || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal)) return true;
        if (value[0] is '/' or '\\') return Words.AreIn(value) || !IsScrambled(value, new Shape(value));
        if (value.Length > 2 && value[1] == ':' && value[2] is '\\' or '/') return true;
        // orders.json, key.pem
        var dot = value.LastIndexOf('.');
        return dot > 0 && value.Length - dot is >= 3 and <= 6 && IsIdentifier(value, dot + 1) && value.ToLowerInvariant() is var lower && FileEndings.Contains(lower.Substring(dot + 1));
    }

    static readonly HashSet<string> FileEndings = Set("json xml yml yaml txt pem pfx key crt cer config cs dll exe html htm css js png jpg gif svg csv zip md ini env log sql db toml resx aspx cshtml php");

    static bool HasSequence(string value) => ContainsAny(value, Sequences);

    static bool IsScreaming(in Shape shape) => shape is { Lower: 0, Upper: > 2, Symbols: 0 } && shape.Separators > 0;

    static bool IsAscii(string value)
    {
        foreach (var c in value)
            if (c > 127) return false;
        return true;
    }

    /// <summary>8-4-4-4-12.</summary>
    public static bool IsGuid(string value) => value.Length is 32 or 36 or 38 && value.IndexOf('-') > 0 && System.Guid.TryParse(value, out _);

    static bool StartsWithAny(string value, string[] beginnings)
    {
        foreach (var beginning in beginnings)
            if (value[0] == beginning[0] && value.StartsWith(beginning, StringComparison.Ordinal)) return true;
        return false;
    }

    static bool ContainsAny(string value, string[] parts)
    {
        foreach (var part in parts)
            if (value.IndexOf(part, StringComparison.Ordinal) >= 0) return true;
        return false;
    }

    static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
