using System.Text;
using LambdaHandlers.Runtime.Checking;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Checking;

public class ReplayCheckTests
{
    static Task<Report> Check(string code, params string[] events) =>
        new ReplayCheck(Running.Configuration(Subject.Compile(code)), [.. events.Select((json, i) => new TestEvent($"{i + 1}", Encoding.UTF8.GetBytes(json)))]).RunAsync();

    [Fact]
    public async Task A_list_that_remembers_is_convicted_with_a_recipe_and_the_field()
    {
        var report = await Check("static readonly List<string> seen = new(); public object Handle(string name) { seen.Add(name); return new { hi = string.Join(',', seen), n = 1 }; }", "\"alice\"", "\"bob\"", "\"carol\"");
        var leak = Assert.Single(report.Leaks);
        Assert.Equal(("$.hi", "\"bob\"", "\"alice,bob\""), (leak.Path, leak.Cold, leak.Warm));
        Assert.Equal(["1", "2"], leak.Recipe);
        Assert.Equal(new Survivor("static Function.seen (List<string>)", "Count 0", "Count 1", "LH2002"), Assert.Single(leak.Survivors));
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task A_field_of_the_instance_lives_as_long()
    {
        var report = await Check("string? last; public string Handle(string name) { var before = last; last = name; return $\"{before}>{name}\"; }", "\"a\"", "\"b\"");
        var survivor = Assert.Single(report.Leaks).Survivors.Single();
        Assert.Equal(("Function.last (string)", "null", "\"a\"", "LH2001"), (survivor.Name, survivor.Before, survivor.After, survivor.Rule));
    }

    [Fact]
    public async Task What_differs_by_nature_is_no_leak()
    {
        var report = await Check("public object Handle(string name) => new { id = Guid.NewGuid(), at = DateTime.UtcNow, hi = name, length = name.Length, kind = \"greeting\" };", "\"a\"", "\"b\"");
        Assert.Empty(report.Leaks);
        Assert.True(report.IsClean);
        Assert.Equal(["$.at", "$.id"], report.Masked);
    }

    [Fact]
    public async Task A_leak_that_shows_on_the_third_event_only_keeps_its_whole_recipe()
    {
        var report = await Check("static int n; public string Handle(string name) { if (name == \"add\") n++; return name == \"show\" && n > 1 ? \"leak\" : \"fine\"; }", "\"add\"", "\"other\"", "\"add\"", "\"show\"");
        Assert.Equal(["1", "3", "4"], Assert.Single(report.Leaks).Recipe);
    }

    [Theory]
    [InlineData("public string Handle(string name) { var file = Path.Combine(Path.GetTempPath(), \"x\"); var old = File.Exists(file) ? File.ReadAllText(file) : \"\"; File.WriteAllText(file, name); return old + name; }")]
    [InlineData("public string Handle(string name) { var old = Environment.GetEnvironmentVariable(\"LAST\"); Environment.SetEnvironmentVariable(\"LAST\", name); return old + name; }")]
    [InlineData("public string Handle(string name) { var old = System.Globalization.CultureInfo.CurrentCulture.Name; System.Globalization.CultureInfo.CurrentCulture = new(name == \"a\" ? \"de-DE\" : \"fr-FR\"); return old; }")]
    public async Task Leaks_through_files_variables_and_culture_are_found(string code) => Assert.NotEmpty((await Check(code, "\"a\"", "\"b\"")).Leaks);

    [Fact]
    public async Task An_event_may_meet_its_own_traces() => Assert.Single((await Check("static bool seen; public bool Handle() { var was = seen; seen = true; return was; }", "{}")).Leaks);

    [Fact]
    public async Task Work_left_behind_is_reported()
    {
        var report = await Check("public int Handle(int n) { _ = Task.Run(async () => { while (true) { Console.WriteLine(\"still here\"); await Task.Delay(5); } }); Thread.Sleep(50); return n; }", "1", "2");
        Assert.Empty(report.Leaks);
        Assert.NotEmpty(report.LateLines);
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task A_value_captured_at_init_is_noted()
    {
        var report = await Check("readonly DateTime now = DateTime.UtcNow; public object Handle(string name) => new { now, name, n = 1 };", "\"a\"", "\"b\"");
        Assert.Equal(["$.now"], report.Frozen);
        Assert.Empty(report.Leaks);
    }

    [Theory]
    [InlineData("public string Handle() => Guid.NewGuid().ToString();", "More than half")]
    [InlineData("public void Handle() { }", "answers nothing")]
    [InlineData("public int Handle() => throw new Exception();", "Every event fails")]
    public async Task It_never_says_clean_when_it_cannot_judge(string code, string reason)
    {
        var report = await Check(code, "{}", "{}");
        Assert.Contains(reason, report.NoJudgement);
        Assert.False(report.IsClean);
    }
}
