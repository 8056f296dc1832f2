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

    public static string GitHub(int seed = 1) => "ghp" + "_" + From(Base62, 36, seed);
}
