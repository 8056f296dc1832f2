namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What one look at a text tells: how many characters of which sort.</summary>
readonly struct Shape
{
    Shape(string text, int start, int end)
    {
        Length = end - start;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c is >= 'a' and <= 'z') Lower++;
            else if (c is >= 'A' and <= 'Z') Upper++;
            else if (c is >= '0' and <= '9') Digits++;
            else if (c <= ' ') Blanks++;
            else if (c is '_' or '.' or ':' or '/' or '-' or ',' or '=' or ';') Separators++;
            else if (char.IsLetter(c)) Lower++;
            else Symbols++;
        }
    }

    public Shape(string text) : this(text, 0, text.Length) { }

    public int Length { get; }
    public int Lower { get; }
    public int Upper { get; }
    public int Digits { get; }
    public int Blanks { get; }
    /// <summary>What parts the words of a key or a path.</summary>
    public int Separators { get; }
    /// <summary>Everything else that is neither letter nor digit.</summary>
    public int Symbols { get; }

    public int Letters => Lower + Upper;

    /// <summary>Bits per character of the text's own distribution.</summary>
    public static double Entropy(string text, int start, int length)
    {
        var counts = new int[128];
        var others = 0;
        for (var i = start; i < start + length; i++)
            if (text[i] < 128) counts[text[i]]++;
            else others++;
        var bits = others > 0 ? Share(others) : 0;
        foreach (var count in counts)
            if (count > 0) bits += Share(count);
        return bits;

        double Share(int count) => -(double)count / length * Math.Log((double)count / length, 2);
    }

    /// <summary>How many different characters there are.</summary>
    public static int Distinct(string text, int start, int length)
    {
        ulong low = 0, high = 0;
        var others = 0;
        for (var i = start; i < start + length; i++)
            if (text[i] < 64) low |= 1UL << text[i];
            else if (text[i] < 128) high |= 1UL << (text[i] - 64);
            else others = 1;
        return Bits(low) + Bits(high) + others;

        static int Bits(ulong set)
        {
            var count = 0;
            for (; set != 0; set &= set - 1) count++;
            return count;
        }
    }

    /// <summary>True when one character comes so often in a row that nobody drew it.</summary>
    public static bool HasRow(string text, int start, int length, int row)
    {
        var run = 1;
        for (var i = start + 1; i < start + length; i++)
            if (text[i] != text[i - 1]) run = 1;
            else if (++run >= row) return true;
        return false;
    }

    /// <summary>Varied enough to have been drawn by a machine.</summary>
    public static bool IsVaried(string text, int start, int length) =>
        !HasRow(text, start, length, 6) && (length < 16 || Distinct(text, start, length) >= (length >= 32 ? 9 : 7));
}
