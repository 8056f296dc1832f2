using System.Text;
using System.Text.Json;
using LambdaHandlers.Bootstrap;

namespace LambdaHandlers.Runtime.Tests.Bootstrap;

/// <summary>Each row was seen on AWS's own client.</summary>
public class LogTemplateTests
{
    static readonly DateTime Day = new(2020, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    sealed class Poco { public string Id { get; set; } = "p"; public int N { get; set; } = 3; public string? None { get; set; } }
    sealed class Ring { public Ring Next => this; public override string ToString() => "ring"; }

    static readonly (string Template, object?[] Arguments, string Text, string Json)[] Rows =
    [
        ("no template {a}", [], "no template {a}", ""),
        ("{a} {b}", [1, "x"], "1 x", "\"a\":1,\"b\":\"x\""),
        ("{a} {b} {c}", [1], "1 {b} {c}", "\"a\":1"),
        ("{a}", [1, 2], "1", "\"a\":1"),
        ("{a} {a}", [1, 2], "1 2", "\"a\":1,\"a\":2"),
        ("{ a } {b c}", [1, 2], "1 2", "\"a\":1,\"b c\":2"),
        ("open {a", [1], "open {a", ""),
        ("close a} {b}", [1], "close a} 1", "\"b\":1"),
        ("}{ {", [1], "}{ {", ""),
        ("{{x}} {a}", [1], "{{x}} 1", "\"a\":1"),
        ("{{{a}}}", [1], "{{1}}", "\"a\":1"),
        ("json {\"a\": {v}, 2}", [1], "json 1, 2}", "\"\\u0022a\\u0022\":\"1\""),
        // Numbers count if they begin at 0 and leave no gap.
        ("{1} {0} {1}", ["p", "q"], "q p q", "\"1\":\"q\",\"0\":\"p\",\"1\":\"q\""),
        ("{2} {1} {0}", ["p", "q"], "{2} q p", "\"1\":\"q\",\"0\":\"p\""),
        ("{2} {0}", ["p", "q", "r"], "p q", "\"2\":\"p\",\"0\":\"q\""),
        ("{1}", ["p", "q"], "p", "\"1\":\"p\""),
        ("{0} {name}", ["p", "q"], "p q", "\"0\":\"p\",\"name\":\"q\""),
        // Formats.
        ("{a:000} {b:yyyy} {c:X}", [7, Day, 255], "007 2020 FF", "\"a\":\"007\",\"b\":\"2020\",\"c\":\"FF\""),
        ("{a:} {b: }", [1, 2], "1 2", "\"a\":1,\"b\":2"),
        ("{a:Q} {b:zz}", [Guid.Empty, "s"], "00000000-0000-0000-0000-000000000000 s", "\"a\":\"00000000-0000-0000-0000-000000000000\",\"b\":\"s\""),
        ("{t} {o} {d} {n}", [Day, new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), new DateOnly(2020, 1, 2), new TimeOnly(3, 4)], "2020-01-02T03:04:05.678Z 2020-01-02T03:04:05.000Z 2020-01-02 03:04:00.000",
            "\"t\":\"2020-01-02T03:04:05.678Z\",\"o\":\"2020-01-02T03:04:05.000Z\",\"d\":\"2020-01-02\",\"n\":\"03:04:00.000\""),
        ("{a} {b} {c} {d}", [true, 'c', DayOfWeek.Friday, 1.5], "True c Friday 1.5", "\"a\":true,\"b\":\"c\",\"c\":\"Friday\",\"d\":1.5"),
        ("{a} {b}", [new byte[] { 1, 255 }, new ReadOnlyMemory<byte>([2])], "01FF 02", "\"a\":\"01FF\",\"b\":\"02\""),
        // What a message does not show.
        ("{a} {b}", [null, 1], "{a} 1", "\"b\":1"),
        ("{a} {b}", [new[] { 1, 2 }, new List<object?> { "x", null, true, new List<int>() }], "{a} {b}", "\"a\":[1,2],\"b\":[\"x\",null,true,\"System.Collections.Generic.List\\u00601[System.Int32]\"]"),
        ("{a:X}", [new List<int> { 255 }], "{a:X}", "\"a\":[\"FF\"]"),
        ("{a} {@b}", [new Dictionary<int, object?> { [1] = null, [2] = "x" }, new Dictionary<string, Poco> { ["k"] = new() }], "{a} {@b}", "\"a\":{\"1\":null,\"2\":\"x\"},\"b\":{\"k\":{\"Id\":\"p\",\"N\":3}}"),
        ("{a}", [new HashSet<int>()], "System.Collections.Generic.HashSet`1[System.Int32]", "\"a\":\"System.Collections.Generic.HashSet\\u00601[System.Int32]\""),
        ("{@a} {@b} {$c}", [new Poco { Id = "<ä>" }, DayOfWeek.Friday, "s"], "LambdaHandlers.Runtime.Tests.Bootstrap.LogTemplateTests+Poco Friday s", "\"a\":{\"Id\":\"\\u003C\\u00E4\\u003E\",\"N\":3},\"b\":5,\"$c\":\"s\""),
        ("{@a}", [new Ring()], "ring", "\"a\":\"ring\""),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rows.Length)];

    [Theory, MemberData(nameof(All))]
    public void A_template_is_filled_as_AWSs_client_fills_it(int index)
    {
        var (template, arguments, expected, json) = Rows[index];
        Assert.Equal(expected, LogTemplate.Fill(template, arguments, out var properties));
        Assert.Equal($"{{{json}}}", Written(properties));
    }

    [Fact]
    public void A_number_that_JSON_cannot_hold_throws_into_the_handler()
    {
        Assert.Equal("NaN", LogTemplate.Fill("{a}", [double.NaN], out var properties));
        Assert.Throws<ArgumentException>(() => Written(properties));
    }

    static string Written(List<LogProperty> properties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            properties.ForEach(property => property.Write(json));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
