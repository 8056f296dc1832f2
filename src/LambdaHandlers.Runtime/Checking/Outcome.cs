using System.Text;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>What one event led to: the answer as JSON paths and values, so that two can be compared place by place.</summary>
sealed record Outcome(IReadOnlyDictionary<string, string> Places, IReadOnlyDictionary<string, string> Lists, bool IsError, bool IsEmpty)
{
    public const string Verdict = "$error"; // Success or failure is a place like any other.

    public static Outcome Of(InvocationResult result)
    {
        var lists = new Dictionary<string, string>();
        var places = new Dictionary<string, string> { [Verdict] = result.IsError ? "yes" : "no" };
        try
        {
            if (result.Payload.Length > 0) Flatten(places, lists, "$", JsonDocument.Parse(result.Payload).RootElement, 0);
        }
        catch (JsonException)
        {
            places["$"] = Encoding.UTF8.GetString(result.Payload);
        }
        if (result.IsError)
            foreach (var stack in places.Keys.Where(path => path.Contains("stackTrace", StringComparison.Ordinal)).ToList()) places.Remove(stack);
        return new(places, lists, result.IsError, result.Payload.Length == 0 || Encoding.UTF8.GetString(result.Payload) is "null" or "{}" or "\"\"");
    }

    /// <summary>Objects and arrays by member, and strings that hold JSON themselves (an HTTP body) by what is in them.</summary>
    static void Flatten(Dictionary<string, string> places, Dictionary<string, string> lists, string path, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < 32:
                places[path] = "{}";
                foreach (var member in value.EnumerateObject()) Flatten(places, lists, $"{path}.{member.Name}", member.Value, depth + 1);
                break;
            case JsonValueKind.Array when depth < 32:
                places[path] = $"[{value.GetArrayLength()}]";
                lists[path] = value.GetRawText();
                var index = 0;
                foreach (var item in value.EnumerateArray()) Flatten(places, lists, $"{path}[{index++}]", item, depth + 1);
                break;
            case JsonValueKind.String when value.GetString() is ['{' or '[', ..] text && Parsed(text) is { } inner:
                Flatten(places, lists, path, inner, depth + 1);
                break;
            default:
                places[path] = value.GetRawText();
                break;
        }
    }

    static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What stands there, for people: a list whole, where only its length is compared.</summary>
    public string? Shown(string path) => Lists.GetValueOrDefault(path) is { } list ? list.Length > 120 ? list[..120] + "…" : list : Places.GetValueOrDefault(path);

    /// <summary>The places where two outcomes differ.</summary>
    public IEnumerable<string> Differences(Outcome other) =>
        Places.Keys.Union(other.Places.Keys).Where(path => Places.GetValueOrDefault(path) != other.Places.GetValueOrDefault(path)).Order(StringComparer.Ordinal);
}
