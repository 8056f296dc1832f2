using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What the author calls the work, in the names around it: ProcessOrder, InvoiceGeneratorFunction, an ImageResizer namespace.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Noun">What it is done with, by the handler's or its class's name.</param>
/// <param name="Place">The same by the names of the namespace and the assembly, which say less.</param>
sealed record Told(Verb? Verb, string? Noun, string? Place)
{
    static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "Function", "Functions", "Handler", "Handlers", "Lambda", "Lambdas", "Entry", "Point", "Endpoint", "Endpoints", "Api", "Async", "Event", "Events", "Service", "Services", "Program", "App", "Application", "Worker", "Consumer",
        "Controller", "Trigger", "Http", "Sqs", "Sns", "S3", "Queue", "Stream", "Base", "Before", "After", "Demo", "Sample", "Example", "Examples", "Processor", "Manager", "Startup", "Main", "Default",
    };

    static readonly HashSet<string> Starts = new(StringComparer.Ordinal) { "Process", "Handle", "On", "The", "Get", "Post", "Put", "Delete", "Run", "Execute", "Invoke", "Main" };

    /// <summary>What is told about a handler.</summary>
    public static Told Of(Scene scene)
    {
        var method = scene.Declaration switch
        {
            MethodDeclarationSyntax declaration => declaration.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => "",
        };
        Verb? verb = null;
        var noun = ByMethod(method, ref verb) ?? ByType(scene.Type?.Name ?? "", ref verb);
        string? place = null;
        if (noun is null)
            foreach (var name in Enumerable.Reverse((scene.Type?.ContainingNamespace?.ToDisplayString() ?? "").Split('.')).Append(scene.Model.Compilation.AssemblyName ?? ""))
                place ??= ByType(name.Replace(".", "_").Replace("-", "_"), ref verb);
        return new Told(verb, noun, place);
    }

    /// <summary>True for names that a reader would mix up: Analyser and Analyzer, Renewal and Renewals.</summary>
    public static bool IsAlike(string name, string other) => Plain(name) == Plain(other);

    static string Plain(string name) => Names.Singular(name).Replace('z', 's').ToLowerInvariant();

    // A method that is called by a single word says what it does, not what it is about.
    static string? ByMethod(string name, ref Verb? verb)
    {
        var words = Words(name);
        if (words.Count == 0) return null;
        if (Verb.Of(words[0]) is { } leading) verb = Take(words, 0, leading);
        else if (words.Count > 1 && Verb.Of(words[words.Count - 1]) is { } trailing) verb = Take(words, words.Count - 1, trailing);
        return verb is not null || words.Count > 1 ? NounOf(words) : null;
    }

    // A class is called after a thing, or after who does it.
    static string? ByType(string name, ref Verb? verb)
    {
        var words = Words(name);
        if (words.Count == 0) return null;
        var last = words[words.Count - 1];
        Verb? found = null;
        if (Verb.OfAgent(last) is { } agent && (words.Count > 1 || agent.IsPerson)) found = Take(words, words.Count - 1, agent);
        else if (words.Count > 1 && Verb.OfAgent(Names.Singular(last)) is { IsPerson: false } plural) found = Take(words, words.Count - 1, plural);
        else if (Verb.Of(last) is { IsThing: false } trailing) found = Take(words, words.Count - 1, trailing);
        else if (words.Count > 1 && Verb.Of(words[0]) is { } leading && (!IsOftenNoun(leading) || Names.Singular(last) != last)) found = Take(words, 0, leading);
        // PaymentSettled, OrderPlaced: what has happened to it is over.
        else if (words.Count > 1 && IsOver(last)) words.RemoveAt(words.Count - 1);
        verb ??= found;
        return NounOf(words);
    }

    // An upload policy, a route map.
    static bool IsOftenNoun(Verb verb) => verb.IsThing || verb.Word is "Upload" or "Route" or "Transfer" or "Merge";

    /// <summary>True for what has been done: settled.</summary>
    public static bool IsOver(string word) => word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && !word.EndsWith("eed", StringComparison.Ordinal);

    static List<string> Words(string name) => [.. Wording.Trimmed(name, Shells, Shells).Where(word => !Starts.Contains(word))];

    static Verb Take(List<string> words, int at, Verb verb)
    {
        words.RemoveAt(at);
        return verb;
    }

    static string? NounOf(List<string> words) => words.Count is > 0 and < 5 ? string.Concat(words.Take(words.Count - 1).Append(Names.Singular(words[words.Count - 1]))) : null;
}
