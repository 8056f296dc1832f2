using System.Globalization;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// The part of X-Ray's header that counts how often a chain of requests has come through a function: Lineage=1:a87bd80c:5, several joined by '|'.
/// AWS's SDKs hand it on from _X_AMZN_TRACE_ID, so a function that calls itself is stopped here as it is on Lambda.
/// </summary>
static class Lineage
{
    /// <summary>So many invocations of one function may happen in one chain; the next is refused.</summary>
    public const int Most = 16;

    const string Key = "Lineage=";

    /// <summary>The header for this invocation, and the count that it carries for this function.</summary>
    public static (string TraceId, int Count) Advance(string? header, string functionArn)
    {
        var hash = Hash(functionArn);
        var fields = (header ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (!fields.Exists(field => field.StartsWith("Root=", StringComparison.Ordinal)))
            fields.InsertRange(0, [$"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{Random(12)}", $"Parent={Random(8)}", "Sampled=0"]);
        var at = fields.FindIndex(field => field.StartsWith(Key, StringComparison.Ordinal));
        var items = at < 0 ? [] : fields[at][Key.Length..].Split('|').ToList();
        var count = 1;
        var mine = items.FindIndex(item => item.Split(':') is [.., var name, _] && name == hash);
        if (mine < 0)
        {
            items.Add($"1:{hash}:1");
        }
        else
        {
            var parts = items[mine].Split(':');
            count = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before + 1 : 1;
            items[mine] = string.Join(':', [.. parts[..^1], count.ToString(CultureInfo.InvariantCulture)]);
        }
        var lineage = Key + string.Join('|', items); // What belongs to other functions stays as it came.
        if (at < 0) fields.Add(lineage);
        else fields[at] = lineage;
        return (string.Join(';', fields), count);
    }

    /// <summary>FNV-1a: Lambda's own is not known, and a cryptographic one would load a library of 5 MB for eight digits.</summary>
    static string Hash(string text) => text.Aggregate(2166136261u, (hash, character) => unchecked((hash ^ character) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);

    static string Random(int bytes)
    {
        Span<byte> random = stackalloc byte[bytes];
        System.Random.Shared.NextBytes(random);
        return Convert.ToHexStringLower(random);
    }
}
