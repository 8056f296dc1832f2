using System.Reflection;
using LambdaHandlers.Runtime.Checking;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests;

/// <summary>Each sample does what its README says, as its own template configures it.</summary>
public class SamplesTests
{
    static readonly string Root = typeof(SamplesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    static FunctionConfiguration Sample(string name)
    {
        var folder = Path.Combine(Root, "samples", name);
        var settings = Assert.Single(TemplateReader.Read(Path.Combine(folder, "template.yaml")));
        var executable = !settings.Handler.Contains("::", StringComparison.Ordinal);
        var output = Subject.Compile(File.ReadAllText(Path.Combine(folder, "Function.cs")), serializer: false, executable: executable, name: name);
        return settings with { Name = "Fn", TaskRoot = output, InitTimeout = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(180), MaxEnvironments = 20 };
    }

    static List<TestEvent> Events(string name) => [.. Directory.GetFiles(Path.Combine(Root, "samples", name, "events")).Order(StringComparer.Ordinal).Select(file => new TestEvent(Path.GetFileName(file), File.ReadAllBytes(file)))];

    static string Event(string name, string file) => File.ReadAllText(Path.Combine(Root, "samples", name, "events", file));

    [Fact]
    public async Task The_queue_consumer_gives_back_what_failed_and_nothing_else()
    {
        await using var running = await Running.Of(Sample("QueueConsumer"));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"second"}]}""", await running.Answer(Event("QueueConsumer", "orders.json")));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"broken"}]}""", await running.Answer(Event("QueueConsumer", "not-json.json")));
        Assert.Contains(running.Log, line => line.EndsWith("\tcharged 20 for order 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_leaking_cart_is_convicted_and_its_twin_acquitted()
    {
        var leak = Assert.Single((await new ReplayCheck(Sample("LeakingCart"), Events("LeakingCart")).RunAsync()).Leaks);
        Assert.Equal(("$.Articles", "[\"bread\"]", "[\"apples\",\"bread\"]"), (leak.Path, leak.Cold, leak.Warm));
        Assert.Equal(["1-alice.json", "2-bob.json"], leak.Recipe);
        Assert.Equal(("static LeakingCart.Function.Articles (List<string>)", "LH2002"), (leak.Survivors[0].Name, leak.Survivors[0].Rule));
        Assert.True((await new ReplayCheck(Sample("RepairedCart"), Events("RepairedCart")).RunAsync()).IsClean);
    }

    [Fact]
    public async Task The_function_that_invokes_itself_ends_or_is_ended()
    {
        await using var running = await Running.Of(Sample("SelfInvoking"));
        Assert.Equal("3", await running.Answer(Event("SelfInvoking", "three.json")));
        await Running.Until(() => running.Function.Bill.Requests == 4); // An invocation is billed when its environment asks for the next one, a moment after its answer.
        var reply = await running.Invoke(Event("SelfInvoking", "forever.json"));
        Assert.Contains("has been invoked in a recursive loop", reply.ErrorMessage);
        await Running.Until(() => running.Function.Bill.Requests == 4 + 16);
    }

    [Fact]
    public async Task The_top_level_function_greets()
    {
        await using var running = await Running.Of(Sample("TopLevel"));
        Assert.Equal("\"Hello Ada!\"", await running.Answer(Event("TopLevel", "ada.json")));
    }
}
