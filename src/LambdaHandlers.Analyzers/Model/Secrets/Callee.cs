using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What the name of a call tells about its arguments, before anything is bound.</summary>
static class Callee
{
    public static bool HandsOn(string name, SyntaxNode call, int index) => index == 0 && (call is BaseObjectCreationExpressionSyntax
        ? name is "string" or "String" or "Uri" or "StringBuilder" or "Lazy" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory"
        : name is "GetBytes" or "GetString" or "FromBase64String" or "FromHexString" or "ToBase64String" or "ToArray" or "FromResult");

    // What these are given is looked for, compared or shown, not used.
    public static bool IsAboutText(string name) =>
        name is "nameof" or "GetSection" or "StartsWith" or "EndsWith" or "Contains" or "ContainsKey" or "TryGetValue" or "IndexOf" or "IsMatch" or "Match" or "Matches" or "Replace" or "Split" or "Write" or "WriteLine"
            or "Regex" or "GetProperty" or "TryGetProperty" or "GetField" or "GetMethod" or "GetEnvironmentVariable" or "GetConnectionString" or "AppendLine" or "Remove" or "ParseExact" or "GetString" or "HasFlag" or "Combine" or "MapGet" or "MapPost"
        || name.StartsWith("Log", StringComparison.Ordinal) && !name.StartsWith("Login", StringComparison.Ordinal) && !name.StartsWith("LogOn", StringComparison.Ordinal) && !name.StartsWith("LogIn", StringComparison.Ordinal) || name.EndsWith("Exception", StringComparison.Ordinal) || name.StartsWith("Throw", StringComparison.Ordinal) || name.StartsWith("Assert", StringComparison.Ordinal);

    public static bool TakesPair(string name, SyntaxNode call) =>
        name is "Add" or "TryAdd" or "Set" or "SetEnvironmentVariable" or "AddHeader" or "WithHeader" or "SetHeader" or "AddDefaultHeader" or "AddOrUpdateHeader" or "AddParameter" or "AddOrUpdateParameter" or "AddQueryParameter" or "AddWithValue"
            or "TryAddWithoutValidation" or "Append" or "GetValue" or "KeyValuePair" or "Create" or "AddOrUpdate" or "SetValue" or "UseSetting" or "WithEnvironment" or "NameValueHeaderValue" or "AddCookie" or "Cookie" or "SetItem" or "Push"
        || call is ImplicitObjectCreationExpressionSyntax;

    /// <summary>A helper that reads a setting and takes what stands in for it: GetEnv("DB_PASSWORD", "…").</summary>
    public static bool ReadsSetting(string name) => name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Env", StringComparison.Ordinal);

    /// <summary>DB_PASSWORD, Jwt:Secret: the name of a variable, or a path of keys.</summary>
    public static bool IsSetting(string key) => key.IndexOf(':') > 0 || key.IndexOf('_') > 0 && key.ToUpperInvariant() == key;

    // SetPassword("…"): the method says what its last argument is.
    public static string? Stores(string method)
    {
        foreach (var verb in Verbs)
            if (method.Length > verb.Length && method.StartsWith(verb, StringComparison.Ordinal) && char.IsUpper(method[verb.Length]))
                return method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(verb.Length, method.Length - verb.Length - 5) : method.Substring(verb.Length);
        return null;
    }

    static readonly string[] Verbs = ["Set", "With", "Use", "Put", "Store"];
}
