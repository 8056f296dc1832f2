using System.Text;
using Amazon.Lambda.Core;

[assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

namespace Texts;

public class TextStatistics
{
    public string FunctionHandler(string input, ILambdaContext context)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var sentences = 0;
        var syllables = 0;
        var wasVowel = false;
        foreach (var c in input)
        {
            if (char.IsLetter(c) || c == '\'' && word.Length > 0)
            {
                word.Append(char.ToLowerInvariant(c));
                var isVowel = "aeiouyäöü".Contains(char.ToLowerInvariant(c));
                if (isVowel && !wasVowel) syllables++;
                wasVowel = isVowel;
                continue;
            }
            wasVowel = false;
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (c is '.' or '!' or '?') sentences++;
        }
        if (word.Length > 0) words.Add(word.ToString());

        if (words.Count == 0)
        {
            return "no words";
        }

        var grade = 0.39 * words.Count / Math.Max(1, sentences) + 11.8 * syllables / words.Count - 15.59;
        var common = words.Where(w => w.Length > 3).GroupBy(w => w).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(3).Select(g => $"{g.Key} ({g.Count()})");
        context.Logger.LogInformation($"{words.Count} words");
        return $"grade {Math.Round(grade, 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}, mostly {string.Join(", ", common)}";
    }
}
