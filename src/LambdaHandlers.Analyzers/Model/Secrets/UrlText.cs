namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>URLs that carry a password or a token: scheme://user:password@host.</summary>
static class UrlText
{
    /// <summary>The first secret of a URL in a text; null when there is none.</summary>
    public static TextSecret? In(string text)
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
                return new(colon + 1, password.Length, "password in a URL", null, ConnectionText.IsLocalHost(text, host + 1));
        }
        return null;
    }

    static bool IsHoleOrTemplate(string text) => text.IndexOf('{') >= 0 && text.IndexOf('}') >= 0;

    static bool IsPlaceholder(string user, string password) =>
        user.ToLowerInvariant() is "user" or "username" or "usr" or "login" && password.ToLowerInvariant() is "pass" or "password" or "pwd" or "pw" or "secret";
}
