namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Private keys: PEM blocks, and what PEM armours.</summary>
static class Pem
{
    // PKCS#8 RSA and EC, PKCS#1, PKCS#12: how the DER of a private key goes on after its length.
    static readonly string[] Beginnings = ["IBADANBgkqhkiG9w0BAQEFAA", "IBADATBgcqhkjOPQIBBggqhkjOPQMBBw", "IBAAKCA", "IBAzCC"];

    /// <summary>True when a block of a private key begins here (right after <c>BEGIN</c>) and holds a key; the marker alone is text.</summary>
    public static bool IsPrivateKey(string text, int start)
    {
        var end = text.IndexOf("-----", start, Math.Min(40, text.Length - start), StringComparison.Ordinal);
        if (end < 0 || text.IndexOf("PRIVATE KEY", start, end - start, StringComparison.Ordinal) < 0) return false;
        var body = 0;
        for (var line = end + 5; line < text.Length && text[line] != '-';)
        {
            var stop = EndOfLine(text, line, out var next);
            // Proc-Type, DEK-Info, Version: headers of the block.
            if (text.IndexOf(':', line, stop - line) < 0)
            {
                var run = Alphabet.Run(text, line, Chars.Base64);
                body += run;
                if (body >= 64) return Shape.Distinct(text, end + 5, Math.Min(text.Length - end - 5, 120)) >= 16;
                if (line + run < stop && text[line + run] > ' ') return false;
            }
            line = next;
        }
        return false;
    }

    /// <summary>True when base64 after <c>MII</c> is the DER of a private key.</summary>
    public static bool IsPrivateKeyInBase64(string text, int start, int length)
    {
        foreach (var beginning in Beginnings)
            if (text.IndexOf(beginning, start, Math.Min(length, 40), StringComparison.Ordinal) >= 0) return true;
        return false;
    }

    // A line ends at a line break, or where one is written as \n or \r\n.
    static int EndOfLine(string text, int start, out int next)
    {
        for (var i = start; i < text.Length; i++)
            if (text[i] is '\n' or '\r' || (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'n' or 'r'))
            {
                next = text[i] == '\\' ? i + 2 : i + 1;
                return i;
            }
        return next = text.Length;
    }
}
