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
    // What a key with a secret contains. Found first, because it is rare; then the whole key is read.
    static readonly string[] Triggers =
    [
        "password", "passwd", "passwort", "passphrase", "passcode", "_pass", "pwd", "pw=", "pass=", "pass:", "secret", "senha", "kennwort", "token", "apikey", "api_key", "api-key", "api key", "accesskey", "access_key", "access-key",
        "accountkey", "account_key", "privatekey", "private_key", "encryptionkey", "encryption_key", "signingkey", "signing_key", "subscription-key", "functions-key", "licensekey", "license_key",
        "authorization", "credential", "sessionid", "session_id", "identified by", "sig=", "signature=", "code=",
    ];
    static readonly string[]?[] ByFirst = Index();
    static readonly char[] Brackets = ['(', ')', '{', '}', '[', ']', '<', '>', '|', '\\'];
    static readonly char[] Marks = ['=', ':', '>', '\'', '"'];

    /// <summary>The first secret inside a text; null when there is none.</summary>
    public static TextSecret? In(string text) =>
        text.IndexOfAny(Marks) < 0 && text.IndexOf(" -", StringComparison.Ordinal) < 0 ? null : InUrl(text) ?? InPairs(text) ?? InCommandLine(text) ?? InKeySet(text);

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

    // scheme://user:password@host
    static TextSecret? InUrl(string text)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            int start = at + 3, end = start, host = -1, colon = -1;
            for (; end < text.Length && text[end] is > ' ' and not ('/' or '?' or '#' or '"' or '\'' or '<' or '>' or '\\' or ';' or '`'); end++)
                if (text[end] == '@') host = end;
                else if (text[end] == ':' && colon < 0) colon = end;
            if (host < 0 || colon < 0 || colon > host) continue;
            var user = text.Substring(start, colon - start);
            var password = text.Substring(colon + 1, host - colon - 1);
            if (password is "x-oauth-basic" && Plausible.AsRandom(user, new Shape(user))) return new(start, user.Length, "token in a URL", null, false);
            if (password.Length >= 3 && password != user && !IsPlaceholder(user, password) && Plausible.AsPasswordAtSink(password, new Shape(password)) && !IsHoleOrTemplate(user + password))
                return new(colon + 1, password.Length, "password in a URL", null, IsLocalHost(text, host + 1));
        }
        return null;
    }

    static bool IsHoleOrTemplate(string text) => text.IndexOf('{') >= 0 && text.IndexOf('}') >= 0;

    static bool IsPlaceholder(string user, string password) =>
        user.ToLowerInvariant() is "user" or "username" or "usr" or "login" && password.ToLowerInvariant() is "pass" or "password" or "pwd" or "pw" or "secret";

    /// <summary>True when a text speaks of credentials, or has a URL in it.</summary>
    public static bool Mentions(string text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) >= 0 && text.IndexOf('@') >= 0) return true;
        if (text.IndexOfAny(Marks) < 0) return false;
        for (var i = 0; i < text.Length - 3; i++)
            if (text[i] < 128 && ByFirst[text[i] | 32] is { } candidates)
                foreach (var trigger in candidates)
                    if (string.Compare(text, i, trigger, 0, trigger.Length, StringComparison.OrdinalIgnoreCase) == 0) return true;
        return false;
    }

    // key = value, "key": "value", <key>value</key>, --key value
    static TextSecret? InPairs(string text)
    {
        for (var i = 0; i < text.Length - 3; i++)
        {
            if (text[i] >= 128 || ByFirst[text[i] | 32] is not { } candidates) continue;
            foreach (var trigger in candidates)
            {
                if (string.Compare(text, i, trigger, 0, trigger.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
                if (AfterKey(text, i, trigger) is { } found) return found;
                // The whole key was read: the other triggers in it tell nothing new.
                while (i < text.Length && IsKeyChar(text[i])) i++;
                break;
            }
        }
        return null;
    }

    static TextSecret? AfterKey(string text, int trigger, string word)
    {
        int start = trigger, end = trigger + word.Length;
        if (word[word.Length - 1] is '=' or ':') end--;
        while (start > 0 && IsKeyChar(text[start - 1])) start--;
        while (end < text.Length && IsKeyChar(text[end])) end++;
        var key = text.Substring(start, end - start).TrimStart('-');
        var kind = key.ToLowerInvariant() switch
        {
            "sig" or "signature" or "code" => Credential.Key,
            "by" or "identified by" => Credential.Password,
            _ => CredentialName.Of(key),
        };
        if (kind is Credential.None || (kind == Credential.Key && word is not ("sig=" or "signature=" or "code="))) return null;
        // $password: String! declares a variable.
        if (start > 0 && text[start - 1] == '$') return null;
        var isOption = text[start] == '-';
        var isAuthorization = key.EndsWith("uthorization", StringComparison.OrdinalIgnoreCase);
        if (Value(text, end, isOption || key.EndsWith("by", StringComparison.OrdinalIgnoreCase), isAuthorization) is not ({ } value, var at)) return null;
        var shape = new Shape(value);
        var isConnection = IsConnectionString(text);
        var tells = kind switch
        {
            Credential.Password => isConnection ? Plausible.AsPasswordAtSink(value, shape) : Plausible.AsPassword(value, shape, strict: true) && shape.Letters > 0,
            Credential.Pin => Plausible.AsPin(value, shape),
            Credential.Phrase => Plausible.AsPassword(value, shape, strict: true),
            Credential.Pair => Plausible.AsPair(value, shape),
            Credential.Key => shape.Length >= 40 && Plausible.AsRandom(value.Replace("%", ""), new Shape(value.Replace("%", ""))),
            _ => isAuthorization ? IsAuthorization(value) : Plausible.AsRandom(value, shape),
        };
        return tells ? new(at, value.Length, isConnection ? "connection string" : "text", key, HasOnlyLocalHosts(text)) : null;
    }

    // The value after a key: over quotes and blanks and one separator, up to what ends it there.
    static (string Value, int At)? Value(string text, int end, bool afterBlank, bool hasScheme = false)
    {
        var i = end;
        while (i < text.Length && text[i] is '"' or '\'' or '\\' or ']' or '`') i++;
        var quotedKey = i > end;
        while (i < text.Length && text[i] is ' ' or '\t') i++;
        var blanks = i > end;
        if (string.CompareOrdinal(text, i, "value=", 0, 6) == 0 && quotedKey) i += 6;
        else if (i < text.Length && text[i] is '=' or ':' or '>')
        {
            // XML's end of a tag belongs to the key at once.
            if (text[i] == '>' && blanks) return null;
            i++;
            if (text[i - 1] == '>' && text.IndexOf('<', i) < 0) return null;
            if (i < text.Length && text[i - 1] is '=' or ':' && text[i] is '=' or '>') i++;
        }
        else if (!(blanks && i < text.Length && (afterBlank && !quotedKey || text[i] is '\'' && !quotedKey || text[i] == 'N' && i + 1 < text.Length && text[i + 1] == '\''))) return null;
        while (i < text.Length && text[i] is ' ' or '\t') i++;
        if (i + 1 < text.Length && text[i] == 'N' && text[i + 1] == '\'') i++;
        if (i < text.Length && text[i] == '\\') i++;
        if (i >= text.Length) return null;
        var quote = text[i] is '"' or '\'' or '`' ? text[i++] : '\0';
        var start = i;
        if (quote != '\0')
        {
            i = text.IndexOf(quote, start);
            if (i < 0) return null;
            if (i > start && text[i - 1] == '\\') i--;
        }
        else
        {
            var connection = IsConnectionString(text);
            while (i < text.Length && !Ends(text[i], connection) || hasScheme && i < text.Length && text[i] == ' ' && i - start < 12) i++;
            while (i > start && text[i - 1] is ' ' or '\t') i--;
        }
        if (i - start < 3 || i - start > 4096) return null;
        var value = text.Substring(start, i - start);
        // Without quotes it may be code: document.getElementById(…)
        if (quote == '\0' && !IsConnectionString(text) && value.IndexOfAny(Brackets) >= 0) return null;
        return value.IndexOf(Folded.Hole) >= 0 || (i < text.Length && text[i] == Folded.Hole) ? null : (value, start);
    }

    static bool Ends(char c, bool inConnectionString) =>
        c is ';' or '"' or '\n' or '\r' or '<' || (!inConnectionString && c is ' ' or '\t' or '&' or ',' or '\'' or '`' or ')' or '}');

    // curl -u user:password, mysql -ppassword, docker login -p password
    static TextSecret? InCommandLine(string text)
    {
        for (var at = text.IndexOf("-", StringComparison.Ordinal); at >= 0 && at < text.Length - 4; at = text.IndexOf('-', at + 1))
        {
            var isLong = string.CompareOrdinal(text, at, "--user ", 0, 7) == 0;
            if ((at > 0 && text[at - 1] > ' ') || !isLong && text[at + 1] is not ('u' or 'p')) continue;
            var start = isLong ? at + 6 : at + 2;
            if (text[start] is ' ' or '=') start++;
            var end = start;
            while (end < text.Length && text[end] > ' ') end++;
            if (end - start < 4) continue;
            var value = text.Substring(start, end - start).Trim('"', '\'');
            var shape = new Shape(value);
            var isUser = isLong || text[at + 1] == 'u';
            if (isUser ? text[start - 1] == ' ' && Plausible.AsPair(value, shape)
                : (text[at + 2] != ' ' ? HasOption(text, "-u") : text.Contains("login ") || HasOption(text, "-u")) && shape.Letters > 2 && value[0] != ':' && Plausible.AsPassword(value, shape, strict: true))
                return new(start, end - start, "command line", null, false);
        }
        return null;
    }

    static bool HasOption(string text, string option) => text.StartsWith(option, StringComparison.Ordinal) || text.Contains(" " + option);

    // A JSON web key: k of a symmetric one, d of a private one.
    static TextSecret? InKeySet(string text)
    {
        if (text.IndexOf("\"kty\"", StringComparison.Ordinal) < 0) return null;
        foreach (var member in new[] { "\"k\"", "\"d\"" })
            if (text.IndexOf(member, StringComparison.Ordinal) is >= 0 and var at && Value(text, at + 2, false) is ({ } value, var start)
                && !PublicExamples.Contain(value, 0) && Plausible.AsRandom(value, new Shape(value)))
                return new(start, value.Length, "JSON web key", null, false);
        return null;
    }

    /// <summary>Two pairs and a semicolon, and one of them says where or who: as databases and queues are named.</summary>
    public static bool IsConnectionString(string text)
    {
        var first = text.IndexOf('=');
        if (first <= 0 || text.IndexOf(';') < 0 || text.IndexOf('=', first + 1) < 0 || text[0] is '{' or '<') return false;
        foreach (var key in ConnectionKeys)
            if (text.IndexOf(key, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && At(text, at + key.Length) == '=') return true;
        return false;

        static char At(string text, int i)
        {
            while (i < text.Length && text[i] == ' ') i++;
            return i < text.Length ? text[i] : '\0';
        }
    }

    static readonly string[] ConnectionKeys = ["server", "host", "hostname", "source", "user id", "uid", "user", "username", "database", "endpoint", "accountname", "catalog", "address", "accountendpoint", "dsn", "driver", "filename", "bootstrap.servers"];

    static bool HasOnlyLocalHosts(string text)
    {
        foreach (var key in HostKeys)
            if (text.IndexOf(key, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && (at == 0 || !char.IsLetter(text[at - 1])))
            {
                var host = at + key.Length;
                while (host < text.Length && text[host] is ' ' or '=' ) host++;
                if (string.CompareOrdinal(text, host, "tcp:", 0, 4) == 0) host += 4;
                return IsLocalHost(text, host);
            }
        return text.IndexOf("://", StringComparison.Ordinal) is > 0 and var url ? IsLocalHost(text, url + 3) : IsLocalHost(text, 0);
    }

    static readonly string[] HostKeys = ["Server", "Host", "Data Source", "Address"];

    static bool IsLocalHost(string text, int at)
    {
        foreach (var host in LocalHosts)
            if (string.Compare(text, at, host, 0, host.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (at + host.Length >= text.Length || !(Alphabet.IsWord(text[at + host.Length]) || text[at + host.Length] is '-'))) return true;
        return false;
    }

    static readonly string[] LocalHosts = ["localhost", "127.0.0.1", "[::1]", "(local)", "(localdb)", "."];

    static bool IsKeyChar(char c) => Alphabet.IsWord(c) || c is '-' or '.';

    static string[]?[] Index()
    {
        var index = new string[]?[128];
        // Folded by | 32, so that a letter finds its words in either case.
        foreach (var group in Triggers.GroupBy(trigger => trigger[0] | 32)) index[group.Key] = [.. group];
        return index;
    }
}
