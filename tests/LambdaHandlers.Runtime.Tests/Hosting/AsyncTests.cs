using System.Net;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

public class AsyncTests
{
    const string Failing = "static int n; public void Handle(int works) { if (++n < works) throw new InvalidOperationException($\"try {n}\"); }";
    const string Queue = "arn:aws:sqs:us-east-1:123456789012:dead";

    static int Starts(Running running) => running.Log.Count(line => line.StartsWith("START", StringComparison.Ordinal));
    static int Reports(Running running) => running.Log.Count(line => line.StartsWith("REPORT", StringComparison.Ordinal));

    [Fact]
    public async Task A_failed_event_is_tried_again_after_one_and_two_minutes()
    {
        var clock = new ManualClock();
        await using var running = await Running.Of(Failing, change => change with { OnFailure = Queue, DeadLetterQueue = Queue, Idle = TimeSpan.FromDays(1) }, clock);
        var reply = await running.Invoke("9", "Event");
        Assert.Equal((HttpStatusCode.Accepted, ""), (reply.Status, reply.Body));
        await Settled(1);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, Starts(running));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Settled(2);
        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(2, Starts(running));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Running.Until(() => running.Function.Events.Deliveries.Count == 2);
        Assert.Equal(3, Starts(running));
        Assert.Single(running.Log.Where(line => line.StartsWith("START", StringComparison.Ordinal)).Distinct()); // Retries keep the request id.

        Assert.Equal(new Delivery(Queue, "9", "RetriesExhausted"), running.Function.Events.Deliveries[0]);
        var record = JsonDocument.Parse(running.Function.Events.Deliveries[1].Body).RootElement;
        var context = record.GetProperty("requestContext");
        Assert.Equal(("RetriesExhausted", 3, reply.RequestId), (context.GetProperty("condition").GetString(), context.GetProperty("approximateInvokeCount").GetInt32(), context.GetProperty("requestId").GetString()));
        Assert.Equal("Unhandled", record.GetProperty("responseContext").GetProperty("functionError").GetString());
        Assert.Equal("try 3", record.GetProperty("responsePayload").GetProperty("errorMessage").GetString());
        Assert.Equal(9, record.GetProperty("requestPayload").GetInt32());

        Task Settled(int tries) => Running.Until(() => Reports(running) == tries && clock.Waiting == 2); // The environment until it is recycled, the queue until its retry.
    }

    [Fact]
    public async Task A_retry_that_works_is_a_success()
    {
        await using var running = await Running.Of(Failing, change => change with { OnSuccess = Queue, OnFailure = Queue }, new ScaledClock(1000));
        await running.Invoke("3", "Event");
        await running.Function.Events.WhenEmptyAsync();
        Assert.Equal("Success", Assert.Single(running.Function.Events.Deliveries).Why);
        Assert.Equal(3, running.Function.Bill.Requests);
    }

    [Fact]
    public async Task An_event_that_got_too_old_is_given_up()
    {
        await using var running = await Running.Of(Failing, change => change with { OnFailure = Queue, MaximumEventAge = TimeSpan.FromSeconds(60) }, new ScaledClock(1000));
        await running.Invoke("9", "Event");
        await running.Function.Events.WhenEmptyAsync();
        Assert.Equal("EventAgeExceeded", Assert.Single(running.Function.Events.Deliveries).Why);
        Assert.Equal(1, running.Function.Bill.Requests);
    }

    [Fact]
    public async Task A_throttled_event_waits_for_its_turn()
    {
        await using var running = await Running.Of("public void Handle() => Thread.Sleep(50);", change => change with { MaxEnvironments = 1 }, new ScaledClock(50));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Accepted, (await running.Invoke(type: "Event")).Status);
        await running.Function.Events.WhenEmptyAsync();
        Assert.Equal(5, running.Function.Bill.Requests);
    }

    [Fact]
    public async Task At_least_once_can_be_twice()
    {
        await using var running = await Running.Of("public void Handle(string name, ILambdaContext context) { }", change => change with { Duplicates = 1 });
        var reply = await running.Invoke(type: "Event");
        await running.Function.Events.WhenEmptyAsync();
        Assert.Equal(2, running.Log.Count(line => line == $"START RequestId: {reply.RequestId} Version: $LATEST"));
    }

    [Fact]
    public async Task A_destination_may_be_a_function()
    {
        await using var host = await LambdaHost.StartAsync([
            Running.Configuration(Subject.Compile("public string Handle(string name) => name;")) with { Name = "first", OnSuccess = "arn:aws:lambda:us-east-1:123456789012:function:second" },
            Running.Configuration(Subject.Compile("public void Handle(System.Text.Json.JsonElement record) => Console.WriteLine($\"got {record.GetProperty(\"responsePayload\")}\");")) with { Name = "second" },
        ]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/2014-11-13/functions/first/invoke-async")) { Content = new StringContent("\"Ada\"") };
        Assert.Equal(HttpStatusCode.Accepted, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        await Running.Until(() => host["second"].Log.Any(line => line.Text.EndsWith("\tgot Ada", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_chain_is_counted_for_each_function_and_the_rest_stays_as_it_came()
    {
        var (first, one) = Lineage.Advance(null, "arn:a");
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:1$", first);
        var (second, two) = Lineage.Advance(first, "arn:a");
        var (third, other) = Lineage.Advance(second, "arn:b");
        Assert.Equal((1, 2, 1), (one, two, other));
        Assert.Matches(":2\\|1:[0-9a-f]{8}:1$", third);
        var hash = third.Split("Lineage=1:")[1][..8];
        var (old, count) = Lineage.Advance($"Root=1-x;Sampled=1;Lineage={hash}:4|what:ever|else;Self=1", "arn:a");
        Assert.Equal(($"Root=1-x;Sampled=1;Lineage={hash}:5|what:ever|else;Self=1", 5), (old, count));
    }

    const string CallsItself = """
        static readonly HttpClient http = new();
        public async Task<int> Handle(int depth)
        {
            var url = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_LAMBDA") + "/2015-03-31/functions/Fn/invocations";
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent($"{depth + 1}") };
            request.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")); // As AWS's SDKs do.
            using var answer = await http.SendAsync(request);
            if (!answer.IsSuccessStatusCode) return answer.Headers.GetValues("x-amzn-ErrorType").First() == "RecursiveInvocationException" ? depth : -depth;
            return int.Parse(await answer.Content.ReadAsStringAsync());
        }
        """;

    [Fact]
    public async Task A_function_that_invokes_itself_is_stopped_after_16()
    {
        await using var running = await Running.Of(CallsItself, change => change with { MaxEnvironments = 20, MemorySize = 256, Timeout = TimeSpan.FromSeconds(180) });
        Assert.Equal("16", await running.Answer("1"));
        Assert.Equal(16, running.Function.EnvironmentCount);
    }

    [Fact]
    public async Task With_one_environment_it_is_throttled_and_not_stuck()
    {
        await using var running = await Running.Of(CallsItself, change => change with { MaxEnvironments = 1 });
        Assert.Equal("-1", await running.Answer("1"));
    }
}
