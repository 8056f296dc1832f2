using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>One value that a run hands back.</summary>
/// <param name="Name">What it is called there; null where nobody gave it a name that says something.</param>
/// <param name="Type">Its type.</param>
sealed record Yield(string? Name, ITypeSymbol Type)
{
    static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "result", "results", "response", "value", "values", "output", "data", "temp", "tmp", "item", "items", "obj", "list", "payload", "body", "json", "text", "content", "input", "message", "record", "request", "event", "evt", "msg",
        "key", "id", "name", "line", "row", "entry", "x", "e", "r", "sb", "builder", "dict", "map", "reason", "best", "found", "reader", "stream", "current", "final", "ret", "res", "answer", "log",
    };

    static readonly HashSet<string> Envelopes = new(StringComparer.Ordinal)
    {
        "Request", "Dto", "Event", "Message", "Model", "Payload", "Input", "Command", "Data", "Body", "Args", "Params", "Info", "Entity", "Query", "Item", "Response", "Result", "Output", "Detail", "Details", "Batch", "List", "Collection", "Options", "Notification",
    };

    /// <summary>What a run hands back: what the handler needs of it, or what its answer takes.</summary>
    public static IReadOnlyList<Yield> Of(Cargo cargo)
    {
        if (cargo.Outs.Count > 0) return [.. cargo.Outs.Select(each => new Yield(Telling(each.Symbol.Name), each.Symbol.Type))];
        if (cargo.ReturnsForHandler)
        {
            var returned = cargo.Exits.Select(exit => ((exit.Jump as ReturnStatementSyntax)?.Expression as IdentifierNameSyntax)?.Identifier.ValueText).Distinct().ToList();
            return [new Yield(returned is [{ } one] ? Telling(one) : null, cargo.Scene.Handler.Output!)];
        }
        if (cargo.EndIsReachable) return [];
        var good = cargo.Answers.Count == 1 ? cargo.Answers[0] : cargo.Answers.FirstOrDefault(answer => Statuses.IsGood(Statuses.WordFor(answer, cargo.Scene.Model, cargo.Scene.Cancellation)));
        return good is null ? [] : [.. good.Holes.GroupBy(hole => hole.Name).Select(group => new Yield(Telling(group.Key), group.First().Type))];
    }

    /// <summary>A variable's name in a type's spelling; null where it would say nothing, or only in what state its value is.</summary>
    public static string? Telling(string name) => name.Length < 3 || Vague.Contains(name) || Told.IsOver(name) ? null : Wording.Pascal(name);

    /// <summary>True for a number.</summary>
    public bool IsNumber => IsNumeric(Type);

    /// <summary>True for text, finished or in the making.</summary>
    public bool IsText => Type.SpecialType == SpecialType.System_String || Type.Name == "StringBuilder";

    /// <summary>True for what holds many.</summary>
    public bool IsMany => Type.SpecialType != SpecialType.System_String && (Type is IArrayTypeSymbol || Type.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>True for a table.</summary>
    public bool IsTable => Type.Name.EndsWith("Dictionary", StringComparison.Ordinal);

    /// <summary>The type of its own that it is or holds, or null.</summary>
    public INamedTypeSymbol? Own => OwnType(Type);

    /// <summary>What it is, by its own type: Session for a list of them.</summary>
    public string? Noun => Own is { } own ? NounIn(own.Name) : null;

    /// <summary>True for numbers, nullable ones included.</summary>
    public static bool IsNumeric(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe ? IsNumeric(maybe.TypeArguments[0]) : type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    // Order, List<Order>, Order[], Dictionary<string, Order>
    static INamedTypeSymbol? OwnType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => OwnType(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, DeclaringSyntaxReferences.Length: > 0 } own => own,
        INamedTypeSymbol { IsTupleType: false, TypeArguments: { Length: > 0 } arguments } => arguments.Select(OwnType).FirstOrDefault(each => each is not null),
        _ => null,
    };

    static string? NounIn(string type)
    {
        var words = Wording.Trimmed(type, new HashSet<string>(), Envelopes).ToList();
        if (words.Count == 0) return null;
        if (words.Count > 1 && (Verb.Of(words[0]) is { IsThing: false } || words[0] is "Get" or "Post" or "Put")) words.RemoveAt(0);
        else if (words.Count > 1 && Told.IsOver(words[words.Count - 1])) words.RemoveAt(words.Count - 1);
        return string.Concat(words.Take(words.Count - 1).Append(Names.Singular(words[words.Count - 1])));
    }
}
