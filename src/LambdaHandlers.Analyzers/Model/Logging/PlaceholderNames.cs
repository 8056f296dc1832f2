using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>The name that a person would give to the placeholder of a value: <c>order.Id</c> is OrderId, <c>batch.Records.Count</c> is RecordCount.</summary>
static class PlaceholderNames
{
    // Says nothing without what it belongs to.
    static readonly HashSet<string> Bare = new(StringComparer.Ordinal) { "Id", "Name", "Key", "Type", "Value", "Status", "Number", "Message", "Code", "Body", "Arn", "Url", "Path", "Level", "Timestamp", "Title" };

    /// <summary>A name for an expression, in Pascal case; never empty and never one of the envelope's.</summary>
    public static string Of(ExpressionSyntax value)
    {
        var name = Guess(value);
        return name.Length == 0 || char.IsDigit(name[0]) || !SyntaxFacts.IsValidIdentifier(name) ? "Value" : name;
    }

    /// <summary>The same, unlike those that are taken; the name is taken then.</summary>
    public static string Of(ExpressionSyntax value, ISet<string> taken) => Names.Free(Of(value), taken.Add);

    static string Guess(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => Guess(parenthesized.Expression),
        CastExpressionSyntax cast => Guess(cast.Expression),
        AwaitExpressionSyntax awaited => Guess(awaited.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Guess(sure.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => Guess(coalesce.Left),
        IdentifierNameSyntax identifier => Pascal(identifier.Identifier.ValueText),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } access => Of(access.Expression, binding.Name.Identifier.ValueText),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } access => OfCall(access.Expression, binding.Name.Identifier.ValueText, []),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string key } }] } => Pascal(new string(key.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray())),
        ElementAccessExpressionSyntax element => Names.Singular(Guess(element.Expression)),
        MemberAccessExpressionSyntax access => Of(access.Expression, access.Name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => OfCall(access.Expression, access.Name.Identifier.ValueText, call.ArgumentList.Arguments.Select(argument => argument.Expression)),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => "Name",
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => OfVerb(name.Identifier.ValueText),
        _ => "",
    };

    static string Of(ExpressionSyntax owner, string member) => member switch
    {
        // A body has a length, parts have a count.
        "Length" or "LongLength" when Guess(owner) is { Length: > 0 } single && Names.Singular(single) == single => single + "Length",
        "Count" or "Length" or "LongLength" => Names.Singular(Guess(owner)) + "Count",
        "Now" or "UtcNow" or "Today" => "At",
        "AbsolutePath" or "AbsoluteUri" or "Result" => Guess(owner) is { Length: > 0 } outer ? outer : member,
        _ when Bare.Contains(member) => Short(owner) + member,
        _ => Pascal(member),
    };

    static string OfCall(ExpressionSyntax owner, string method, IEnumerable<ExpressionSyntax> arguments) => method switch
    {
        "ToString" or "Trim" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "ToList" or "ToArray" or "GetValueOrDefault" or "GetAwaiter" or "GetResult" or "ConfigureAwait" => Guess(owner),
        "Count" => Names.Singular(Guess(owner)) + "Count",
        "Serialize" or "SerializeObject" or "ToJson" or "Join" or "Concat" => arguments.LastOrDefault() is { } last && method is "Join" or "Concat" ? Guess(last) : arguments.FirstOrDefault() is { } first ? Guess(first) : "",
        "GetEnvironmentVariable" => arguments.FirstOrDefault() is LiteralExpressionSyntax { Token.Value: string key } ? Pascal(string.Concat(key.Split('_').Select(part => Pascal(part.ToLowerInvariant())))) : "Value",
        _ => OfVerb(method),
    };

    static string OfVerb(string method)
    {
        var name = Pascal(method);
        foreach (var verb in new[] { "Get", "Fetch", "Read", "Calculate", "Compute", "Create", "Build" })
            if (name.Length > verb.Length && name.StartsWith(verb, StringComparison.Ordinal) && char.IsUpper(name[verb.Length]))
                name = name.Substring(verb.Length);
        return Names.Without(name, "Async");
    }

    // order.Id is OrderId, but e.Id is no EId.
    static string Short(ExpressionSyntax owner) => Guess(owner) is { Length: > 1 } name ? Names.Singular(name) : "";

    static string Pascal(string name)
    {
        name = name.TrimStart('_', '@');
        return name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }
}
