namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>How one issuer writes its credentials: a marker, and what stands around it.</summary>
/// <param name="Id">What a message calls it.</param>
/// <param name="Marker">The text that gives it away.</param>
/// <param name="Min">The least number of characters after the marker.</param>
/// <param name="Max">The greatest; equal to <paramref name="Min"/> where the length is fixed.</param>
/// <param name="Body">The alphabet after the marker.</param>
/// <param name="Before">How many characters of the same alphabet stand before the marker.</param>
/// <param name="Tail">What ends it, after the body.</param>
/// <param name="Check">What else must hold of the body (text, start, length).</param>
/// <param name="Inside">True when the marker may stand in the middle of a word.</param>
/// <param name="Lead">The alphabet of what belongs to it before the marker, however long.</param>
/// <param name="Rest">The alphabet of what belongs to it after its end: a checksum, the other parts of a token.</param>
/// <param name="Weak">True for what is often meant to be seen, such as keys of a test mode.</param>
sealed record Format(
    string Id, string Marker, int Min, int Max, Chars Body,
    int Before = 0, string Tail = "", Func<string, int, int, bool>? Check = null, bool Inside = false, Chars Lead = Chars.None, Chars Rest = Chars.None, bool Weak = false)
{
    /// <summary>True for what opens an AWS account.</summary>
    public bool IsAws => Id.StartsWith("AWS ", StringComparison.Ordinal);

    /// <summary>Where the credential ends whose marker stands at <paramref name="at"/>, or -1 when it is none.</summary>
    public int End(string text, int at)
    {
        if (Before > 0 ? !StartsRight(text, at) : !Inside && at > 0 && Alphabet.IsWord(Marker[0]) && Alphabet.IsWord(text[at - 1])) return -1;
        var start = at + Marker.Length;
        var run = Alphabet.Run(text, start, Body);
        if (run < Min || (Min != Max && run > Max)) return -1;
        var length = Min == Max ? Min : run;
        var end = start + length;
        if (Tail.Length > 0)
        {
            if (string.CompareOrdinal(text, end, Tail, 0, Tail.Length) != 0) return -1;
            end += Tail.Length;
        }
        else if (end < text.Length && (Alphabet.IsWord(text[end]) || text[end] == Folded.Hole)) return -1;
        var (bodyStart, bodyLength) = Before > 0 ? (at - Before, Before + Marker.Length + length) : (start, length);
        // Microsoft pads what stands after a late mark; after an early one stands the secret itself.
        return Shape.IsVaried(text, bodyStart, Before > length ? Before : bodyLength)
            && text.IndexOf("EXAMPLE", bodyStart, bodyLength, StringComparison.OrdinalIgnoreCase) < 0
            && (bodyLength >= 60 || Body is Chars.Base32 or Chars.Hex || !Words.AreIn(text, bodyStart, bodyLength))
            && (Check is null || Check(text, start, length))
            ? end : -1;
    }

    bool StartsRight(string text, int at)
    {
        if (at < Before) return false;
        for (var i = at - Before; i < at; i++)
            if (!Alphabet.Has(text[i], Body)) return false;
        return at == Before || !Alphabet.Has(text[at - Before - 1], Body | Chars.Word) || text[at - Before - 1] == '=';
    }
}
