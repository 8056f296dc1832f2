namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Splits names into words, and tells words from noise.</summary>
static class Words
{
    // The letter pairs that make up 94 % of the public names of .NET: after a letter come these.
    static readonly int[] Pairs = Array.ConvertAll(
        ("bcdgilmnprstuy aeijlouy aehklortu adeilo acdfglmnpqrstvwxy aeior einu aeiot abcdefglmnoprstvz aou e adeilotuy abeilopu "
        + "acdefginostuv bcdgklmnoprstuvw aeiloprtu u aceimorstuvy acehiopstuy aehioprstuy beilmnprst aei aior cmt np e").Split(' '),
        followers => followers.Aggregate(0, (set, letter) => set | 1 << (letter - 'a')));

    /// <summary>The words of a name in lower case: cut at what is no letter, and where a capital begins a word.</summary>
    public static List<string> Split(string name)
    {
        var words = new List<string>(4);
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var letter = i < name.Length && char.IsLetter(name[i]);
            if (start >= 0 && (!letter || BeginsWord(name, i)))
            {
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
                start = -1;
            }
            if (letter && start < 0) start = i;
        }
        return words;
    }

    // dbPassword: at P. HTTPServer: at S.
    static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    /// <summary>
    /// Reads like words: its letters come in runs, and most of its letter pairs are those of names.
    /// English-like names pass, random base62 and hex do not.
    /// </summary>
    public static bool AreIn(string text) => AreIn(text, 0, text.Length);

    /// <inheritdoc cref="AreIn(string)"/>
    public static bool AreIn(string text, int start, int length)
    {
        int runs = 0, letters = 0, pairs = 0, common = 0, capitals = 0, groups = 0, marks = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!Alphabet.Has(text[i], Chars.Letter))
            {
                if (!Alphabet.Has(text[i], Chars.Digit)) marks++;
                else if (i == start || !Alphabet.Has(text[i - 1], Chars.Digit)) groups++;
                continue;
            }
            letters++;
            if (i == start || !Alphabet.Has(text[i - 1], Chars.Letter) || (text[i] < 'a' && text[i - 1] >= 'a'))
            {
                runs++;
                continue;
            }
            pairs++;
            if ((Pairs[(text[i - 1] | 32) - 'a'] & 1 << ((text[i] | 32) - 'a')) == 0) continue;
            if (text[i] < 'a') capitals++;
            else common++;
        }
        // Capitals in a row are an acronym or a shouted name; beside digits and small letters they are noise.
        if (groups == 0 || common == 0) common += capitals;
        // Words do not have numbers all over.
        if (groups >= 4 && marks == 0) return false;
        return runs > 0 && pairs > 0 && letters >= 3 * runs && common * 100 >= 62 * pairs;
    }
}
