namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>The alphabets that credentials are written in; one character belongs to several.</summary>
[Flags]
enum Chars : ushort
{
    None = 0,
    Digit = 1,
    Lower = 2,
    Upper = 4,
    Letter = Lower | Upper,
    Base62 = Digit | Letter,
    /// <summary>0-9 a-f.</summary>
    Hex = 8,
    /// <summary>A-Z 2-7.</summary>
    Base32 = 16,
    /// <summary>a-z 2-7.</summary>
    LowBase32 = 32,
    /// <summary>A-Z 0-9.</summary>
    UpperDigit = 64,
    /// <summary>a-z A-Z 0-9 + / =</summary>
    Base64 = 128,
    /// <summary>a-z A-Z 0-9 - _</summary>
    Base64Url = 256,
    /// <summary>Base64Url and the dot.</summary>
    Dotted = 512,
    /// <summary>Dotted and the tilde.</summary>
    Tilde = 1024,
    /// <summary>Base64Url, slash and @: the path of a webhook.</summary>
    PathPart = 2048,
    /// <summary>a-z A-Z 0-9 _</summary>
    Word = 4096,
    /// <summary>0-9 a-f A-F -</summary>
    HexDash = 8192,
}

/// <summary>Which alphabets a character belongs to.</summary>
static class Alphabet
{
    static readonly Chars[] Of = Table();

    public static bool Has(char c, Chars set) => c < 128 && (Of[c] & set) != 0;

    /// <summary>A letter, a digit or an underscore: what a token can't be glued to.</summary>
    public static bool IsWord(char c) => c < 128 ? (Of[c] & Chars.Word) != 0 : char.IsLetterOrDigit(c);

    /// <summary>How far a run of the alphabet reaches from a place.</summary>
    public static int Run(string text, int start, Chars set)
    {
        var end = start;
        while (end < text.Length && Has(text[end], set)) end++;
        return end - start;
    }

    /// <summary>How many characters of the alphabet stand right before a place.</summary>
    public static int RunBefore(string text, int end, Chars set)
    {
        var count = 0;
        while (end - count > 0 && Has(text[end - count - 1], set)) count++;
        return count;
    }

    static Chars[] Table()
    {
        var table = new Chars[128];
        Add("0123456789", Chars.Digit | Chars.Hex | Chars.UpperDigit | Chars.HexDash);
        Add("abcdefghijklmnopqrstuvwxyz", Chars.Lower | Chars.LowBase32);
        Add("ABCDEFGHIJKLMNOPQRSTUVWXYZ", Chars.Upper | Chars.Base32 | Chars.UpperDigit);
        Add("abcdef", Chars.Hex | Chars.HexDash);
        Add("ABCDEF", Chars.HexDash);
        Add("234567", Chars.Base32 | Chars.LowBase32);
        Add("+/=", Chars.Base64);
        Add("-", Chars.Base64Url | Chars.HexDash);
        Add("_", Chars.Base64Url | Chars.Word);
        Add(".", Chars.Dotted | Chars.Tilde);
        Add("~", Chars.Tilde);
        Add("/@", Chars.PathPart);
        for (var c = 0; c < 128; c++)
        {
            if ((table[c] & Chars.Base62) != 0) table[c] |= Chars.Base64 | Chars.Base64Url | Chars.Word;
            if ((table[c] & Chars.Base64Url) != 0) table[c] |= Chars.Dotted | Chars.Tilde | Chars.PathPart;
        }
        return table;

        void Add(string characters, Chars sets)
        {
            foreach (var c in characters) table[c] |= sets;
        }
    }
}
