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
    sealed record Entry(string Rule, string Handler, string What, Func<Running, Task<string>> Look, string Violates, string Follows, Func<FunctionConfiguration, FunctionConfiguration>? With = null, string? Wrapper = null);

    static readonly Entry[] Entries =
    [
        new("LH1001", "Intake::OnMessage", "the message is", Stored("/tmp/intake", text => Batch((text, text))), "lost", "stored"),
        new("LH1002", "Quote::Handle", "the answer is", async running => (await running.Invoke("\"abcd\"")).Json.ValueKind.ToString(), "Object", "Number"),
        new("LH1003", "Hello::Handle", "the answer is", Answer("\"Ada\""), "LambdaValidationException", "\"Hello Ada\""),
        new("LH1004", "Report::Handle", "the answer is", Answer("\"r1\""), "LambdaValidationException", "\"r1\""),
        new("LH1005", "", "the answer to `ada` is", Answer("\"ada\""), "nothing", "\"ADA\""),
        new("LH1007", "Totals::Handle", "the answer to `100` is", Answer("100"), "{}", """{"Net":100,"Gross":120.0}"""),
        new("LH1008", "", "the answer is", Answer("\"o1\""), "LambdaValidationException", "\"o1\""),
        new("LH1009", "Batch::Handle", "the answer is", Answer("[\"a\",\"b\"]"), "LambdaValidationException", "2"),
        new("LH1013", "Hello::Handle", "the answer is", Answer("\"Ada\""), "LambdaValidationException", "\"Hello Ada\""),
        new("LH1014", "Audit::Handle", "the answer to an empty entry is", Answer("\"\""), "NullReferenceException", "nothing"),

        new("LH2001", "Invoice::Handle", "a request without a customer, after one of Ada's, is answered", Answer(Customer("Ada"), Customer(null)), "\"Invoice for Ada\"", "\"Invoice for \""),
        new("LH2002", "Audit::Handle", "the count of a batch of two, when it comes a second time, is", Answer(Batch(("a", ""), ("b", "")), Batch(("a", ""), ("b", ""))), "4", "2"),
        new("LH2006", "Shop.Functions_AddItem_Generated::AddItem", "behind a wrapper like the generator's, the answer to `pear`, after `apple`, is", Answer("\"apple\"", "\"pear\""), "\"apple, pear\"", "\"pear\"", Wrapper: Wrapped),
        new("LH2008", "Greeter::Greet", "two greetings that are a second apart have", Times, "the same time", "different times"),

        new("LH4001", "Import::Handle", "the log says why the import failed:", Logged("\"/nowhere/to/be/found\"", "Could not find a part of the path '/nowhere/to/be/found'"), "no", "yes"),
        new("LH4002", "Charge::Handle", "the record of the log has an errorType:", JsonLog("\"x\"", "charge", "errorType"), "no", "System.FormatException", Json),
        new("LH4003", "Resize::Handle", "lines of the JSON log that no reader understands:", Unreadable, "1", "0", Json),
        new("LH4005", "Ship::Handle", "the record of the log has an OrderId:", JsonLog("\"o1\"", "shipping", "OrderId"), "no", "o1", Json),
        new("LH4006", "Stock::Handle", "the log says", JsonLog("\"S1\"", "moved", "message"), "moved S1 to 4 for {requestId}", "moved S1 to 4", Json),

        new("LH5001", "Crawl::Handle", "one event leads to so many invocations:", Invocations, "16", "1", AwsStub.Use),
        new("LH5002", "Normalise::Handle", "an object in the bucket `pictures` is written to the bucket", WrittenTo, "pictures", "output", AwsStub.Use),
        new("LH5003", "Lengths::Handle", "one event is logged as so many requests:", Lines("[\"a\",\"bb\",\"ccc\"]", "\tRequest "), "4", "1"),
        new("LH5004", "Triangle::Handle", "the answer to `4` is", Answer("4"), "Runtime.ExitError", "10"),

        new("LH7001", "SignUp::Handle", "when the answer is there and the environment rests, the message is", Sent, "not sent", "sent", AwsStub.Use),
        new("LH7002", "Consumer::Handle", "the answer to a batch with a record that can't be saved is", Unsaved, "nothing", """{"batchItemFailures":[{"itemIdentifier":"m1"}]}"""),
        new("LH7003", "Consumer::Handle", "of a batch of three with one record that can't be saved so many come back:", ComeBack, "3", "1"),
        new("LH7005", "Fan::Handle", "a record that can't be written is", Reported, "not reported", "reported as DirectoryNotFoundException"),
        new("LH7006", "Emit::Handle", "when SQS takes none of a batch, the answer is", Answer("[\"o1\",\"o2\"]"), "true", "InvalidOperationException", AwsStub.Use),

        new("LH8002", "Signer::Handle", "for three invocations Parameter Store is asked so many times:", Asked, "3", "1", AwsStub.Use),
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
            await using var running = await Running.Of(page.Function(heading, entry.Handler, entry.Wrapper), entry.With);
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
        return reply!.IsFunctionError ? reply.ErrorType : reply.Body == "" ? "nothing" : reply.Body;
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

    static Func<Running, Task<string>> Logged(string json, string text) => async running => (await running.Invoke(json, tail: true)).LogTail.Contains(text, StringComparison.Ordinal) ? "yes" : "no";

    static Func<Running, Task<string>> Lines(string json, string text) => async running => $"{Regex.Count((await running.Invoke(json, tail: true)).LogTail, Regex.Escape(text))}";

    static async Task<string> Unreadable(Running running)
    {
        await running.Invoke(Upload("x"), tail: true);
        return $"{running.Log.Count(line => !Runtime.Hosting.Json.IsValid(System.Text.Encoding.UTF8.GetBytes(line), out _))}";
    }

    /// <summary>Counts until nothing more happens.</summary>
    static async Task<string> Invocations(Running running)
    {
        await running.Invoke("\"page\"", "Event");
        // An invocation hands over the next event before it ends: when the queue stays empty, the chain is over.
        for (var before = -1; before != running.Function.Bill.Requests; await running.Function.Events.WhenEmptyAsync()) before = running.Function.Bill.Requests;
        return $"{running.Function.Bill.Requests}";
    }

    static async Task<string> WrittenTo(Running running)
    {
        var key = Guid.NewGuid().ToString();
        await running.Answer(Upload(key));
        return AwsStub.BucketOf(key);
    }

    static async Task<string> Sent(Running running)
    {
        var mail = Guid.NewGuid().ToString();
        await running.Answer($"\"{mail}\"");
        await Task.Delay(1500);
        return AwsStub.Has(mail) ? "sent" : "not sent";
    }

    /// <summary>The example saves to a file; a folder of that name is in its way.</summary>
    static async Task<string> Unsaved(Running running)
    {
        const string file = "/tmp/lambda-handlers-saved";
        if (File.Exists(file)) File.Delete(file);
        Directory.CreateDirectory(file);
        try
        {
            return await Answer(Batch(("m1", "body")))(running);
        }
        finally
        {
            Directory.Delete(file);
        }
    }

    static async Task<string> Reported(Running running)
    {
        var reply = await running.Invoke(Batch(("no/such/folder", "body")));
        return reply.IsFunctionError && reply.ErrorType == "DirectoryNotFoundException" ? $"reported as {reply.ErrorType}" : "not reported";
    }

    static async Task<string> ComeBack(Running running)
    {
        var reply = await running.Invoke(Batch(("m1", "one"), ("m2", "no/such/folder"), ("m3", "three")));
        return $"{(reply.IsFunctionError ? 3 : reply.Json.GetProperty("batchItemFailures").GetArrayLength())}";
    }

    static async Task<string> Asked(Running running)
    {
        var before = AwsStub.ParametersRead;
        for (var n = 0; n < 3; n++) await running.Answer("\"text\"");
        return $"{AwsStub.ParametersRead - before}";
    }

    static FunctionConfiguration Json(FunctionConfiguration function) => function with { LogFormat = "JSON" };

    static async Task<string> Times(Running running)
    {
        var first = await running.Answer("\"Ada\"");
        await Task.Delay(1100);
        return first == await running.Answer("\"Ada\"") ? "the same time" : "different times";
    }

    // What the generator writes around Functions.AddItem: the class is a singleton, and each invocation has a scope.
    const string Wrapped = """
        public class Functions_AddItem_Generated
        {
            readonly ServiceProvider _services;

            public Functions_AddItem_Generated()
            {
                var services = new ServiceCollection();
                services.AddSingleton<Functions>();
                new Startup().ConfigureServices(services);
                _services = services.BuildServiceProvider();
            }

            public string AddItem(string sku)
            {
                using var scope = _services.CreateScope();
                var method = typeof(Functions).GetMethod("AddItem")!;
                return (string)method.Invoke(scope.ServiceProvider.GetRequiredService<Functions>(), [.. method.GetParameters()
                    .Select(parameter => Attribute.IsDefined(parameter, typeof(FromServicesAttribute)) ? scope.ServiceProvider.GetRequiredService(parameter.ParameterType) : sku)])!;
            }
        }
        """;

    // ---- events -----------------------------------------------------------------------------------------------------

    static string Batch(params (string Id, string Body)[] messages) => JsonSerializer.Serialize(new { Records = messages.Select(message => new { messageId = message.Id, body = message.Body, eventSource = "aws:sqs" }) });

    static string Upload(string key) => JsonSerializer.Serialize(new { Records = new[] { new { eventName = "ObjectCreated:Put", s3 = new { bucket = new { name = "pictures" }, @object = new { key } } } } });

    static string Customer(string? name) => JsonSerializer.Serialize(new { headers = name is null ? [] : new Dictionary<string, string> { ["x-customer"] = name } });
}
