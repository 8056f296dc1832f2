using System.Text;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

/// <summary>Credentials that nobody ever had: drawn when a test runs, so that none stands in a file.</summary>
static class Drawn
{
    public const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Characters of an alphabet; the same seed gives the same.</summary>
    public static string From(string alphabet, int length, int seed = 1)
    {
        var random = new Random(seed * 7919 + length);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) text.Append(alphabet[random.Next(alphabet.Length)]);
        return text.ToString();
    }

    public static string AwsId(int seed = 1) => "AKIA" + From(Base32, 16, seed);

    public static string AwsSecret(int seed = 1) => From(Base62 + "+/", 40, seed);

    public static string Token(int seed = 1) => From(Base62, 40, seed);

    /// <summary>A text in parts: each word such as B22 becomes as many characters of an alphabet (H: hex, L: a-z 0-9, U: A-Z 0-9, B: all) and loses the blanks around it.</summary>
    public static string InParts(string parts, int seed = 1) => System.Text.RegularExpressions.Regex.Replace(parts, @"(?:^| )([HLUB])(\d+)(?: |$|(?=""))", match =>
        From(match.Groups[1].Value switch { "H" => "0123456789abcdef", "L" => Base62[..10] + Base62[36..], "U" => Base62[..36], _ => Base62 }, int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), seed++));

    public static string GitHub(int seed = 1) => "ghp" + "_" + From(Base62, 36, seed);
}
