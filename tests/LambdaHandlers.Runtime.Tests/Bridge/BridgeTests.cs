using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Bridge;

/// <summary>
/// What the rules say, shown by running it: both examples of a rule's page run on the runtime, and the defect is seen in the first and not in the second.
/// An entry: the rule, the handler in its example, what to look at, and what is seen there.
/// </summary>
public partial class BridgeTests
{
    sealed record Entry(string Rule, string Handler, string What, Func<Running, Task<string>> Look, string Violates, string Follows, Func<FunctionConfiguration, FunctionConfiguration>? With = null);

    static readonly Entry[] Entries =
    [
        new("LH1001", "Intake::OnMessage", "the message is", Stored("/tmp/intake", text => Batch((text, text))), "lost", "stored"),
        new("LH1002", "Quote::Handle", "the answer is", async running => (await running.Invoke("\"abcd\"")).Json.ValueKind.ToString(), "Object", "Number"),
        new("LH1003", "Hello::Handle", "the answer is", Answer("\"Ada\""), "LambdaValidationException", "\"Hello Ada\""),
        new("LH1004", "Report::Handle", "the answer is", Answer("\"r1\""), "LambdaValidationException", "\"r1\""),
        new("LH1008", "", "the answer is", Answer("\"o1\""), "LambdaValidationException", "\"o1\""),
        new("LH1009", "Batch::Handle", "the answer is", Answer("[\"a\",\"b\"]"), "LambdaValidationException", "2"),

        new("LH2001", "Invoice::Handle", "a request without a customer, after one of Ada's, is answered", Answer(Customer("Ada"), Customer(null)), "\"Invoice for Ada\"", "\"Invoice for \""),
        new("LH2008", "Greeter::Greet", "two greetings that are a second apart have", Times, "the same time", "different times"),

        new("LH4002", "Charge::Handle", "the record of the log has an errorType:", JsonLog("\"x\"", "charge", "errorType"), "no", "System.FormatException", Json),
        new("LH4005", "Ship::Handle", "the record of the log has an OrderId:", JsonLog("\"o1\"", "shipping", "OrderId"), "no", "o1", Json),
        new("LH4006", "Stock::Handle", "the log says", JsonLog("\"S1\"", "moved", "message"), "moved S1 to 4 for {requestId}", "moved S1 to 4", Json),
    ];

    public static TheoryData<string> Rules => [.. Entries.Select(entry => entry.Rule)];

    [Theory, MemberData(nameof(Rules))]
    public async Task What_the_page_shows_happens(string rule)
    {
        var entry = Entries.Single(entry => entry.Rule == rule);
        var page = new Page(rule);
        Assert.Equal(entry.Violates, await Seen("Violates"));
        Assert.Equal(entry.Follows, await Seen("Follows"));

        async Task<string> Seen(string heading)
        {
            await using var running = await Running.Of(page.Function(heading, entry.Handler), entry.With);
            return await entry.Look(running);
        }
    }

    /// <summary>UPDATE=1 writes the line.</summary>
    [Theory, MemberData(nameof(Rules))]
    public void The_page_says_so(string rule)
    {
        var entry = Entries.Single(entry => entry.Rule == rule);
        var page = new Page(rule);
        var line = $"*Shown by running it* on the reference runtime: {entry.What} `{entry.Violates}` in the first example and `{entry.Follows}` in the second.\n";
        if (Environment.GetEnvironmentVariable("UPDATE") == "1") File.WriteAllText(page.Path, Line().Replace(page.Text, "").TrimEnd() + "\n\n" + line);
        Assert.EndsWith("\n\n" + line, page.Text);
    }

    [GeneratedRegex(@"^\*Shown by running it\*.*\n", RegexOptions.Multiline)]
    private static partial Regex Line();

    // ---- what to look at --------------------------------------------------------------------------------------------

    /// <summary>The answer to the last of some events, or the type of the error.</summary>
    static Func<Running, Task<string>> Answer(params string[] events) => async running =>
    {
        Reply? reply = null;
        foreach (var json in events) reply = await running.Invoke(json);
        return reply!.IsFunctionError ? reply.ErrorType : reply.Body;
    };

    /// <summary>Whether what an event brought has reached a file.</summary>
    static Func<Running, Task<string>> Stored(string file, Func<string, string> events) => async running =>
    {
        var text = Guid.NewGuid().ToString();
        var wasThere = File.Exists(file);
        await running.Invoke(events(text));
        var stored = File.Exists(file) && (await File.ReadAllTextAsync(file)).Contains(text, StringComparison.Ordinal);
        if (!wasThere) File.Delete(file);
        return stored ? "stored" : "lost";
    };

    /// <summary>A property of the JSON record whose message has that text.</summary>
    static Func<Running, Task<string>> JsonLog(string json, string message, string property) => async running =>
    {
        await running.Invoke(json, tail: true);
        var record = running.Log.Select(line => JsonDocument.Parse(line).RootElement)
            .Single(line => line.TryGetProperty("message", out var text) && text.GetString()!.Contains(message, StringComparison.Ordinal));
        return record.TryGetProperty(property, out var value) ? value.ToString() : "no";
    };

    static FunctionConfiguration Json(FunctionConfiguration function) => function with { LogFormat = "JSON" };

    static async Task<string> Times(Running running)
    {
        var first = await running.Answer("\"Ada\"");
        await Task.Delay(1100);
        return first == await running.Answer("\"Ada\"") ? "the same time" : "different times";
    }

    // ---- events -----------------------------------------------------------------------------------------------------

    static string Batch(params (string Id, string Body)[] messages) => JsonSerializer.Serialize(new { Records = messages.Select(message => new { messageId = message.Id, body = message.Body, eventSource = "aws:sqs" }) });

    static string Customer(string? name) => JsonSerializer.Serialize(new { headers = name is null ? [] : new Dictionary<string, string> { ["x-customer"] = name } });
}
