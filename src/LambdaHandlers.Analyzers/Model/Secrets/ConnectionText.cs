namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Connection strings, and the hosts that they name.</summary>
static class ConnectionText
{
    /// <summary>Two pairs and a semicolon, and one of them says where or who: as databases and queues are named.</summary>
    public static bool Is(string text)
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

    /// <summary>True when the only host in a text is this machine.</summary>
    public static bool HasOnlyLocalHosts(string text)
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

    /// <summary>True when the name of this machine stands here.</summary>
    public static bool IsLocalHost(string text, int at)
    {
        foreach (var host in LocalHosts)
            if (string.Compare(text, at, host, 0, host.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (at + host.Length >= text.Length || !(Alphabet.IsWord(text[at + host.Length]) || text[at + host.Length] is '-'))) return true;
        return false;
    }

    static readonly string[] LocalHosts = ["localhost", "127.0.0.1", "[::1]", "(local)", "(localdb)", "."];
}
