using System.Collections.Concurrent;
using System.Net;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

public class LifecycleTests
{
    [Fact]
    public async Task State_survives_in_a_warm_environment()
    {
        await using var running = await Running.Of("static int seen; int mine; public string Handle() => $\"{++seen} {++mine}\";");
        Assert.Equal("\"1 1\"", await running.Answer());
        Assert.Equal("\"2 2\"", await running.Answer());
        Assert.Equal(1, running.Function.EnvironmentCount);
    }

    [Fact]
    public async Task Nothing_runs_between_invocations()
    {
        await using var running = await Running.Of(Ticking);
        await running.Answer("0");
        await Running.Until(() => IsStopped(running.Function.Processes[0]));
        var before = running.Log.Count(line => line.Contains("tick"));
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.Equal(before, running.Log.Count(line => line.Contains("tick")));
    }

    [Fact]
    public async Task Work_left_behind_runs_inside_the_next_invocation()
    {
        await using var running = await Running.Of(Ticking);
        var first = await running.Invoke("0");
        await Running.Until(() => IsStopped(running.Function.Processes[0]));
        var second = await running.Invoke("300", tail: true);
        Assert.Contains($"{first.RequestId}\tinfo\ttick", second.LogTail);
        Assert.Contains(running.Function.LateLines, line => line.From == first.RequestId && line.Into == second.RequestId);
    }

    [Fact]
    public async Task Without_freezing_the_work_goes_on()
    {
        await using var running = await Running.Of(Ticking, change => change with { Freeze = false });
        await running.Answer("0");
        await Running.Until(() => running.Log.Count(line => line.Contains("tick")) > 3);
        Assert.Contains(running.Function.LateLines, line => line.Into is null);
    }

    const string Ticking = """
        public void Handle(int wait)
        {
            _ = Task.Run(async () => { while (true) { Console.WriteLine("tick"); await Task.Delay(20); } });
            Thread.Sleep(wait);
        }
        """;

    static bool IsStopped(int process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] == 'T';

    [Fact]
    public async Task A_timeout_kills_and_the_next_invocation_starts_again()
    {
        await using var running = await Running.Of("static int n; public int Handle(bool hang) { n++; if (hang) Thread.Sleep(60_000); return n; }", change => change with { Timeout = TimeSpan.FromSeconds(5) });
        Assert.Equal("1", await running.Answer("false"));
        File.WriteAllText(Path.Combine(Directory.GetDirectories(running.Host.Orphans.Folder).Single(), "tmp", "kept"), "");
        var reply = await running.Invoke("true", tail: true);
        Assert.Equal(("Sandbox.Timedout", $"RequestId: {reply.RequestId} Error: Task timed out after 5.00 seconds"), (reply.ErrorType, reply.ErrorMessage));
        Assert.Contains($" {reply.RequestId} Task timed out after 5.00 seconds\n", reply.LogTail);
        Assert.Contains("Duration: 5000.00 ms\tBilled Duration: 5000 ms", reply.LogTail);
        Assert.EndsWith("\tStatus: timeout\n", reply.LogTail);
        var next = await running.Invoke("false", tail: true);
        for (var tries = 0; tries < 5 && next.IsFunctionError; tries++) next = await running.Invoke("false", tail: true); // On a busy machine the new init may take longer than the timeout.
        Assert.Equal("1", next.Body);
        Assert.DoesNotContain("Init Duration", next.LogTail); // Its init was part of its duration.
        Assert.Equal(1, running.Function.EnvironmentCount);
        Assert.Equal(["kept"], running.Function.TemporaryFiles);
    }

    [Fact]
    public async Task The_remaining_time_is_true()
    {
        await using var running = await Running.Of("public double Handle(ILambdaContext context) => context.RemainingTime.TotalSeconds;", change => change with { Timeout = TimeSpan.FromSeconds(20) });
        Assert.InRange(double.Parse(await running.Answer(), System.Globalization.CultureInfo.InvariantCulture), 10, 20);
    }

    [Fact]
    public async Task An_idle_environment_is_recycled_with_its_tmp()
    {
        var clock = new ManualClock();
        await using var running = await Running.Of("static int n; public int Handle() { File.WriteAllText(Path.Combine(Path.GetTempPath(), \"x\"), \"\"); return ++n; }", clock: clock);
        Assert.Equal("1", await running.Answer());
        await Running.Until(() => IsStopped(running.Function.Processes[0]));
        var process = running.Function.Processes[0];
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("2", await running.Answer());
        await Running.Until(() => IsStopped(running.Function.Processes[0]));
        Assert.Equal(["x"], running.Function.TemporaryFiles);
        clock.Advance(TimeSpan.FromMinutes(11));
        await Running.Until(() => running.Function.EnvironmentCount == 0 && !Directory.Exists($"/proc/{process}"));
        Assert.Equal("1", await running.Answer());
    }

    [Fact]
    public async Task What_tmp_could_not_hold_is_told()
    {
        await using var running = await Running.Of("public void Handle(int megabytes) { using var file = File.OpenWrite(Path.Combine(Path.GetTempPath(), \"x\")); file.SetLength(megabytes * 1024L * 1024); }");
        Assert.DoesNotContain("No space left", (await running.Invoke("512", tail: true)).LogTail);
        var reply = await running.Invoke("600", tail: true);
        Assert.Contains($" {reply.RequestId} /tmp holds 600 MB of 512 MB: on Lambda this fails with \"No space left on device\"\n", reply.LogTail);
    }

    [Fact]
    public async Task Parallel_callers_get_environments_of_their_own()
    {
        await using var running = await Running.Of(Gated);
        Assert.Equal(["1", "1", "1"], await Together(running, 3));
        Assert.Equal(3, running.Function.EnvironmentCount);
    }

    const string Gated = "static int calls; public int Handle(string gate) { var call = Interlocked.Increment(ref calls); while (!File.Exists(gate)) Thread.Sleep(10); return call; }";

    static string Gate(Running running) => Path.Combine(running.Host.Orphans.Folder, "gate");

    /// <summary>Answers to calls of which none ends before all are under way.</summary>
    static async Task<string[]> Together(Running running, int callers)
    {
        var calls = Enumerable.Range(0, callers).Select(_ => running.Answer($"\"{Gate(running)}\"")).ToList();
        await Running.Until(() => running.Log.Count(line => line.StartsWith("START", StringComparison.Ordinal)) == callers);
        await File.WriteAllTextAsync(Gate(running), "open", TestContext.Current.CancellationToken);
        return await Task.WhenAll(calls);
    }

    [Fact]
    public async Task No_more_environments_than_allowed()
    {
        await using var running = await Running.Of(Gated, change => change with { MaxEnvironments = 1 });
        var first = running.Invoke($"\"{Gate(running)}\"");
        await Running.Until(() => running.Function.EnvironmentCount == 1);
        var second = await running.Invoke();
        await File.WriteAllTextAsync(Gate(running), "open", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequestsException", "ConcurrentInvocationLimitExceeded"), (second.Status, second.Headers["x-amzn-ErrorType"], second.Json.GetProperty("Reason").GetString()));
        Assert.Equal("1", second.Headers["Retry-After"]);
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact]
    public async Task Reserved_concurrency_says_so()
    {
        await using var running = await Running.Of("public void Handle() { }", change => change with { ReservedConcurrency = 0 });
        Assert.Equal("ReservedFunctionConcurrentInvocationLimitExceeded", (await running.Invoke()).Json.GetProperty("Reason").GetString());
    }

    [Fact]
    public async Task Reserved_concurrency_holds_for_environments_that_are_warm_already()
    {
        await using var running = await Running.Of("public void Handle() { }");
        await running.Invoke(tail: true); // Its environment is free again.
        using var none = new HttpRequestMessage(HttpMethod.Put, new Uri(running.Host.Address, "/2017-10-31/functions/Fn/concurrency")) { Content = new StringContent("{\"ReservedConcurrentExecutions\":0}") };
        await running.Send(none);
        Assert.Equal("ReservedFunctionConcurrentInvocationLimitExceeded", (await running.Invoke()).Json.GetProperty("Reason").GetString());
    }

    [Fact]
    public async Task Several_invocations_share_one_environment_if_asked_to()
    {
        await using var running = await Running.Of(Gated, change => change with { EnvironmentConcurrency = 4, MaxEnvironments = 1 });
        Assert.Equal(["1", "2", "3", "4"], (await Together(running, 4)).Order());
        Assert.Equal(1, running.Function.EnvironmentCount);
    }

    [Fact]
    public async Task One_environment_never_does_two_things_at_once()
    {
        await using var running = await Running.Of("""
            static int busy;
            public string Handle() { if (Interlocked.Increment(ref busy) != 1) return "overlap"; Thread.SpinWait(20_000); Interlocked.Decrement(ref busy); return Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME"); }
            """, change => change with { MaxEnvironments = 4 });
        var answers = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 50; i++) answers.Add(await running.Answer());
        }));
        Assert.DoesNotContain("\"overlap\"", answers);
        Assert.InRange(answers.Distinct().Count(), 1, 4);
    }

    [Fact]
    public async Task The_warmest_environment_is_taken_first()
    {
        await using var running = await Running.Of("public string Handle(string gate) { while (!File.Exists(gate)) Thread.Sleep(10); return Environment.GetEnvironmentVariable(\"AWS_LAMBDA_LOG_STREAM_NAME\"); }");
        Assert.Equal(2, (await Together(running, 2)).Distinct().Count());
        await Running.Until(() => running.Function.Processes.All(IsStopped));
        var last = await running.Answer($"\"{Gate(running)}\"");
        for (var i = 0; i < 5; i++)
        {
            await Running.Until(() => running.Function.Processes.All(IsStopped));
            Assert.Equal(last, await running.Answer($"\"{Gate(running)}\""));
        }
    }

    [Fact]
    public async Task The_end_of_the_host_ends_every_process()
    {
        int[] processes;
        string folder;
        await using (var running = await Running.Of(Gated))
        {
            await Together(running, 2);
            processes = [.. running.Function.Processes];
            folder = running.Host.Orphans.Folder;
        }
        Assert.Equal(2, processes.Length);
        await Running.Until(() => !processes.Any(process => Directory.Exists($"/proc/{process}")));
        Assert.False(Directory.Exists(folder));
    }
}
