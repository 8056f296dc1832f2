using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>The one place where a rule's card (its descriptor) is made.</summary>
static class Rule
{
    /// <summary>Where every rule's page lies; the help link of an IDE ends here.</summary>
    public const string Pages = "https://github.com/lambda-handlers/lambda-handlers/blob/main/docs/rules/";

    /// <summary>Makes a card.</summary>
    /// <remarks>Release tracking follows a factory only while its parameters carry the names of the descriptor's constructor.</remarks>
    /// <param name="id">LH and four digits; the first digit is the band.</param>
    /// <param name="category">One of <see cref="Category"/>.</param>
    /// <param name="defaultSeverity">A promise: Error, the runtime refuses or corrupts it; Warning, no known false positive; Info, advice.</param>
    /// <param name="title">An imperative that could be a commit message.</param>
    /// <param name="message">What happens and what to do, without a trailing period.</param>
    /// <param name="description">Why Lambda makes this matter.</param>
    /// <param name="isEnabledByDefault">False for what is taste.</param>
    public static DiagnosticDescriptor Create(
        string id, string category, DiagnosticSeverity defaultSeverity,
        string title, string message, string description,
        bool isEnabledByDefault = true) =>
        new(id, title, message, category, defaultSeverity, isEnabledByDefault, description, Pages + id + ".md", "aws-lambda", Quality(category));

    // What a list of alerts is filtered by: code scanning knows these words.
    static string Quality(string category) => category switch
    {
        Category.Secrets => "security",
        Category.Performance => "performance",
        Category.Logging or Category.Structure => "maintainability",
        Category.State or Category.Recursion or Category.Reliability => "reliability",
        _ => "correctness",
    };
}

/// <summary>The bands of the catalogue, as the categories that a severity setting can name.</summary>
static class Category
{
    /// <summary>1xxx: what the runtime accepts as a handler.</summary>
    public const string Signature = "LambdaSignature";
    /// <summary>2xxx: state that outlives an invocation.</summary>
    public const string State = "LambdaState";
    /// <summary>3xxx: hard-coded secrets.</summary>
    public const string Secrets = "LambdaSecrets";
    /// <summary>4xxx: logging.</summary>
    public const string Logging = "LambdaLogging";
    /// <summary>5xxx: recursion, in process and through AWS.</summary>
    public const string Recursion = "LambdaRecursion";
    /// <summary>6xxx: business logic and the handler.</summary>
    public const string Structure = "LambdaStructure";
    /// <summary>7xxx: lost work, lost messages, blocking.</summary>
    public const string Reliability = "LambdaReliability";
    /// <summary>8xxx: time and money.</summary>
    public const string Performance = "LambdaPerformance";
}
