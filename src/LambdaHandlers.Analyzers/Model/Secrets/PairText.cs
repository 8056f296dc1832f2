namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Keys with their values: key = value, "key": "value", &lt;key&gt;value&lt;/key&gt;, --key value.</summary>
static class PairText
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

    /// <summary>True when a text speaks of credentials, or has a URL in it.</summary>
    public static bool Mentions(string text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) >= 0 && text.IndexOf('@') >= 0) return true;
        if (text.IndexOfAny(SecretText.Marks) < 0) return false;
        for (var i = 0; i < text.Length - 3; i++)
            if (text[i] < 128 && ByFirst[text[i] | 32] is { } candidates)
                foreach (var trigger in candidates)
                    if (string.Compare(text, i, trigger, 0, trigger.Length, StringComparison.OrdinalIgnoreCase) == 0) return true;
        return false;
    }

    /// <summary>The first value whose key says that it is a secret, and which can be one.</summary>
    public static TextSecret? In(string text)
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
        // arn:aws:secretsmanager:…:secret:orders-x7Fq2z is a name.
        if (start > 0 && text[start - 1] == ':' && end < text.Length && text[end] == ':') return null;
        // $password: String! declares a variable.
        if (start > 0 && text[start - 1] == '$') return null;
        var isOption = text[start] == '-';
        var isAuthorization = key.EndsWith("uthorization", StringComparison.OrdinalIgnoreCase);
        if (Value(text, end, isOption || key.EndsWith("by", StringComparison.OrdinalIgnoreCase), isAuthorization) is not ({ } value, var at)) return null;
        var shape = new Shape(value);
        var isConnection = ConnectionText.Is(text);
        var tells = kind switch
        {
            Credential.Password => isConnection ? Plausible.AsPasswordAtSink(value, shape) : Plausible.AsPassword(value, shape, strict: true) && shape.Letters > 0,
            Credential.Pin => Plausible.AsPin(value, shape),
            Credential.Phrase => Plausible.AsPassword(value, shape, strict: true),
            Credential.Pair => Plausible.AsPair(value, shape),
            Credential.Key => shape.Length >= 40 && Plausible.AsRandom(value.Replace("%", ""), new Shape(value.Replace("%", ""))),
            _ => isAuthorization ? SecretText.IsAuthorization(value) : Plausible.AsRandom(value, shape),
        };
        return tells ? new(at, value.Length, isConnection ? "connection string" : "text", key, ConnectionText.HasOnlyLocalHosts(text)) : null;
    }

    /// <summary>The value after a key: over quotes and blanks and one separator, up to what ends it there.</summary>
    public static (string Value, int At)? Value(string text, int end, bool afterBlank, bool hasScheme = false)
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
            var connection = ConnectionText.Is(text);
            while (i < text.Length && !Ends(text[i], connection) && (connection || !EndsQuery(text, i)) || hasScheme && i < text.Length && text[i] == ' ' && i - start < 12) i++;
            while (i > start && text[i - 1] is ' ' or '\t') i--;
        }
        if (i - start < 3 || i - start > 4096) return null;
        var value = text.Substring(start, i - start);
        // Without quotes it may be code: document.getElementById(…)
        if (quote == '\0' && !ConnectionText.Is(text) && value.IndexOfAny(Brackets) >= 0) return null;
        return value.IndexOf(Folded.Hole) >= 0 || (i < text.Length && text[i] == Folded.Hole) ? null : (value, start);
    }

    static bool Ends(char c, bool inConnectionString) =>
        c is ';' or '"' or '\n' or '\r' or '<' || (!inConnectionString && c is ' ' or '\t' or ',' or '\'' or '`' or ')' or '}');

    // token=…&page=2; an & of its own belongs to the value.
    static bool EndsQuery(string text, int i)
    {
        if (text[i] != '&') return false;
        var next = i + 1;
        while (next < text.Length && IsKeyChar(text[next])) next++;
        return next == i + 1 || next < text.Length && text[next] is '=' or ';';
    }

    static bool IsKeyChar(char c) => Alphabet.IsWord(c) || c is '-' or '.';

    static string[]?[] Index()
    {
        var index = new string[]?[128];
        // Folded by | 32, so that a letter finds its words in either case.
        foreach (var group in Triggers.GroupBy(trigger => trigger[0] | 32)) index[group.Key] = [.. group];
        return index;
    }
}
