using System.Text;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>What one event led to: the answer as JSON paths and values, so that two can be compared place by place.</summary>
sealed class Outcome
{
    public const string Verdict = "$error"; // Success or failure is a place like any other.

    readonly Dictionary<string, (string Compared, string Shown)> _places = [];

    Outcome(InvocationResult result)
    {
        IsError = result.IsError;
        var text = Encoding.UTF8.GetString(result.Payload);
        IsEmpty = text is "" or "null" or "{}" or "\"\"";
        _places[Verdict] = IsError ? ("yes", "yes") : ("no", "no");
        if (Json.Parse(text) is { } answer) Add("$", answer);
        else if (text != "") _places["$"] = (text, text);
    }

    public static Outcome Of(InvocationResult result) => new(result);

    public bool IsError { get; }

    public bool IsEmpty { get; }

    /// <summary>Where the answer has values.</summary>
    public IEnumerable<string> Values => _places.Where(place => place.Key != Verdict && place.Value.Compared != "{}").Select(place => place.Key);

    /// <summary>What is compared there.</summary>
    public string? At(string path) => _places.GetValueOrDefault(path).Compared;

    /// <summary>What stands there, for people: a list whole, where only its length is compared.</summary>
    public string? Shown(string path) => _places.GetValueOrDefault(path).Shown;

    /// <summary>The places where two outcomes differ.</summary>
    public IEnumerable<string> Differences(Outcome other) => _places.Keys.Union(other._places.Keys).Where(path => At(path) != other.At(path)).Order(StringComparer.Ordinal);

    /// <summary>Is the path that place, or within it?</summary>
    public static bool Covers(string place, string path) => path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '.' or '[');

    /// <summary>Objects and arrays by member, and strings that hold JSON themselves (an HTTP body) by what is in them.</summary>
    void Add(string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _places[path] = ("{}", "{}");
                foreach (var member in value.EnumerateObject())
                    if (!(IsError && member.Name == "stackTrace")) Add($"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                _places[path] = ($"[{value.GetArrayLength()}]", value.GetRawText() is { Length: > 120 } list ? list[..120] + "…" : value.GetRawText());
                foreach (var (index, item) in value.EnumerateArray().Index()) Add($"{path}[{index}]", item);
                break;
            case JsonValueKind.String when value.GetString() is ['{' or '[', ..] text && Json.Parse(text) is { } inner:
                Add(path, inner);
                break;
            default:
                _places[path] = (value.GetRawText(), value.GetRawText());
                break;
        }
    }
}
