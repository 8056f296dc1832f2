using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LambdaHandlers.Runtime.Hosting;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

public class FaultTests
{
    const string Faulty = """
        static int n;
        public int Handle(string fault)
        {
            n++;
            switch (fault)
            {
                case "exit 7": Environment.Exit(7); break;
                case "exit 0": Environment.Exit(0); break;
                case "abort": Environment.FailFast("enough"); break;
                case "overflow": Deeper(1); break;
            }
            return n;
        }
        static int Deeper(int n) => Deeper(n + 1) + Deeper(n + 2);
        """;

    [Theory]
    [InlineData("exit 7", "Runtime exited with error: exit status 7")]
    [InlineData("exit 0", "Runtime exited without providing a reason")]
    [InlineData("abort", "Runtime exited with error: signal: aborted")]
    [InlineData("overflow", "Runtime exited with error: signal: aborted")]
    public async Task A_process_that_ends_is_reported_and_replaced(string fault, string message)
    {
        await using var running = await Running.Of(Faulty);
        Assert.Equal("1", await running.Answer("\"\""));
        Assert.Equal("2", await running.Answer("\"\""));
        var reply = await running.Invoke($"\"{fault}\"", tail: true);
        Assert.Equal(("Unhandled", "Runtime.ExitError"), (reply.Headers["X-Amz-Function-Error"], reply.ErrorType));
        Assert.Equal($"RequestId: {reply.RequestId} Error: {message}", reply.ErrorMessage);
        Assert.Contains($"RequestId: {reply.RequestId} Error: {message}\nRuntime.ExitError\nEND", reply.LogTail);
        Assert.EndsWith("\tStatus: error\tError Type: Runtime.ExitError\n", reply.LogTail);
        Assert.Equal("1", await running.Answer("\"\""));
    }

    [Fact]
    public async Task Memory_is_a_limit()
    {
        await using var running = await Running.Of("""
            static readonly List<IntPtr> kept = new();
            public unsafe int Handle(bool greedy)
            {
                while (greedy)
                {
                    var block = System.Runtime.InteropServices.Marshal.AllocHGlobal(4 << 20);
                    new Span<byte>((void*)block, 4 << 20).Fill(1);
                    kept.Add(block);
                    Thread.Sleep(5);
                }
                return kept.Count;
            }
            """, change => change with { MemorySize = 256 });
        var reply = await running.Invoke("true", tail: true);
        Assert.Equal(("Runtime.ExitError", $"RequestId: {reply.RequestId} Error: Runtime exited with error: signal: killed"), (reply.ErrorType, reply.ErrorMessage));
        Assert.EndsWith("\tStatus: error\tError Type: Runtime.OutOfMemory\n", reply.LogTail);
        Assert.Equal("0", await running.Answer("false"));
    }

    [Fact]
    public async Task A_failing_init_is_tried_twice_and_reported()
    {
        await using var running = await Running.Of("public Function() => throw new InvalidOperationException(\"no database\"); public void Handle() { }");
        var reply = await running.Invoke(tail: true);
        Assert.Equal("TargetInvocationException", reply.ErrorType);
        Assert.Equal("no database", reply.Json.GetProperty("cause").GetProperty("errorMessage").GetString());
        var platform = running.Log.Where(line => line.StartsWith("INIT_", StringComparison.Ordinal) || line.StartsWith("START", StringComparison.Ordinal) || line.StartsWith("REPORT", StringComparison.Ordinal)).ToList();
        Assert.Collection(platform,
            line => Assert.StartsWith("INIT_START", line),
            line => Assert.Matches(@"^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: Runtime.Unknown$", line),
            line => Assert.Matches(@"^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: error\tError Type: Runtime.Unknown$", line),
            line => Assert.StartsWith("START", line),
            line => Assert.EndsWith("Status: error\tError Type: Runtime.Unknown", line));
    }

    [Fact]
    public async Task A_slow_init_starts_again_inside_the_invocation()
    {
        await using var running = await Running.Of("public Function() => Thread.Sleep(1500); public string Handle() => \"up\";", change => change with { InitTimeout = TimeSpan.FromSeconds(1) });
        var reply = await running.Invoke(tail: true);
        Assert.Equal("\"up\"", reply.Body);
        Assert.Contains("INIT_REPORT Init Duration: 1000.00 ms\tPhase: init\tStatus: timeout", reply.LogTail);
        Assert.DoesNotContain("\tInit Duration", reply.LogTail);
    }

    [Fact]
    public async Task An_init_longer_than_the_timeout_never_recovers()
    {
        await using var running = await Running.Of("public Function() => Thread.Sleep(60_000); public void Handle() { }", change => change with { InitTimeout = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 2; i++)
        {
            var reply = await running.Invoke(tail: true);
            Assert.Equal("Sandbox.Timedout", reply.ErrorType);
            Assert.EndsWith("Status: timeout\n", reply.LogTail);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task An_answer_may_have_6_MB_and_not_a_byte_more(int more, bool refused)
    {
        await using var running = await Running.Of("public Stream Handle(int size) => new MemoryStream(new byte[size].Select(_ => (byte)'x').ToArray());");
        var reply = await running.Invoke($"{6 * 1024 * 1024 + 100 + more}");
        Assert.Equal(refused, reply.IsFunctionError);
        if (refused) Assert.Equal(("Function.ResponseSizeTooLarge", "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes)."), (reply.ErrorType, reply.ErrorMessage));
        else Assert.Equal(6291556, reply.Body.Length);
    }

    [Theory]
    [InlineData(6291456, "RequestResponse", HttpStatusCode.OK)]
    [InlineData(6291457, "RequestResponse", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1024 * 1024, "Event", HttpStatusCode.Accepted)]
    [InlineData(1024 * 1024 + 1, "Event", HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_event_may_not_be_larger_than_Lambda_takes(int size, string type, HttpStatusCode expected)
    {
        await using var running = await Running.Of("public int Handle(Stream input) => (int)input.Length;");
        var reply = await running.Invoke("\"" + new string('x', size - 2) + "\"", type);
        Assert.Equal(expected, reply.Status);
        if (expected == HttpStatusCode.OK) Assert.Equal($"{size}", reply.Body);
        else if (expected != HttpStatusCode.Accepted) Assert.Equal("RequestTooLargeException", reply.Headers["x-amzn-ErrorType"]);
    }

    [Fact]
    public async Task A_flood_on_stdout_neither_blocks_nor_fills_the_memory()
    {
        await using var running = await Running.Of("public void Handle() { var line = new string('x', 100); for (var i = 0; i < 100_000; i++) Console.WriteLine(line); Console.Write(new string('y', 2_000_000)); }");
        var reply = await running.Invoke(tail: true);
        Assert.False(reply.IsFunctionError);
        Assert.Contains("REPORT", reply.LogTail);
        Assert.Equal(2_000, running.Function.Log.Count);
        Assert.False((await running.Invoke()).IsFunctionError);
    }

    [Fact]
    public async Task A_caller_that_leaves_harms_no_one()
    {
        await using var running = await Running.Of("static int n; public int Handle(int wait) { Thread.Sleep(wait); return ++n; }");
        await running.Answer("0");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, running.Host.Address.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n500"u8.ToArray(), TestContext.Current.CancellationToken);
            await Running.Until(() => running.Log.Count(line => line.StartsWith("START", StringComparison.Ordinal)) == 2);
        }
        await Running.Until(() => running.Log.Count(line => line.StartsWith("REPORT", StringComparison.Ordinal)) == 2);
        Assert.Equal("3", await running.Answer("0"));
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n{", "400")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", "400")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nX-Amz-Invocation-Type: Later\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nX-Amz-Client-Context: ???\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("POST /2015-03-31/functions/Other/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", "404")]
    [InlineData("POST /2015-03-31/functions/Fn:nowhere/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", "404")]
    [InlineData("GET /else HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: rebound.example\r\nContent-Length: 2\r\n\r\n{}", "403")]
    [InlineData("POST /2015-03-31/functions/Fn/invocations HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 2\r\n\r\n{}", "403")]
    public async Task A_malformed_request_is_refused(string request, string status)
    {
        await using var running = await Running.Of("public void Handle() { }");
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, running.Host.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, running.Function.EnvironmentCount);
        Assert.Equal(HttpStatusCode.OK, (await running.Invoke()).Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_and_leaves_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await Assert.ThrowsAnyAsync<IOException>(() => LambdaHost.StartAsync([], new HostOptions { Port = ((IPEndPoint)other.LocalEndpoint).Port }));
    }

    [Fact]
    public async Task It_listens_on_the_loopback_interface_only()
    {
        await using var running = await Running.Of("public void Handle() { }");
        await running.Answer();
        Assert.Equal("127.0.0.1", running.Host.Address.Host);
        var mine = Process.GetCurrentProcess().Id;
        var sockets = Directory.GetFiles($"/proc/{mine}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]).ToHashSet();
        var listening = File.ReadAllLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[3] == "0A" && sockets.Contains(fields[9])).Select(fields => fields[1].Split(':')[0]).ToList();
        Assert.NotEmpty(listening);
        Assert.All(listening, address => Assert.Equal("0100007F", address));
    }

    [Fact]
    public async Task Nothing_of_the_developer_leaks_into_a_function()
    {
        Environment.SetEnvironmentVariable("MY_SECRET_OF_THE_DAY", "leaked");
        await using var running = await Running.Of("public IDictionary<string, string> Handle() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value);",
            change => change with { Environment = new Dictionary<string, string> { ["TABLE"] = "orders", ["LANG"] = "de_DE.UTF-8" } });
        var json = (await running.Invoke()).Json;
        Assert.False(json.TryGetProperty("MY_SECRET_OF_THE_DAY", out _));
        Assert.False(json.TryGetProperty("HOME", out _));
        Assert.Equal(("orders", "de_DE.UTF-8", ":UTC", "Fn::Function::Handle", "AWS_Lambda_dotnet10"), (Text("TABLE"), Text("LANG"), Text("TZ"), Text("_HANDLER"), Text("AWS_EXECUTION_ENV")));
        Assert.StartsWith(running.Host.Orphans.Folder, Text("TMPDIR"));

        string Text(string name) => json.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task Frozen_children_of_a_host_that_was_killed_end_with_the_next_start()
    {
        // A host that died: its folder names a process that carries its mark.
        var dead = $"{int.MaxValue}-{Guid.NewGuid():N}";
        using var living = new OrphanSweep();
        var folder = Path.Combine(Path.GetDirectoryName(living.Folder)!, dead);
        var start = new ProcessStartInfo("sleep", "100");
        start.Environment["LAMBDA_HANDLERS_HOST"] = dead;
        using var orphan = Process.Start(start)!;
        using var bystander = Process.Start(new ProcessStartInfo("sleep", "100"))!;
        try
        {
            Posix.Signal(orphan.Id, Posix.Stop);
            var made = Directory.CreateTempSubdirectory(); // Whole at once: any host of this machine may sweep it.
            File.WriteAllText(Path.Combine(made.FullName, "children"), $"{orphan.Id}\n{bystander.Id}\n");
            made.MoveTo(folder);
            await using var running = await Running.Of("public void Handle() { }");
            Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(10)));
            Assert.False(bystander.HasExited);
            Assert.False(Directory.Exists(folder));
        }
        finally
        {
            if (!orphan.HasExited) orphan.Kill();
            bystander.Kill();
        }
    }

    [Fact]
    public async Task An_aggregate_exception_names_every_cause_and_an_unthrown_one_has_no_stack()
    {
        await using var running = await Running.Of("public void Handle() => throw new AggregateException(new InvalidOperationException(\"one\"), new ArgumentException(\"two\"));");
        var error = (await running.Invoke()).Json;
        Assert.Equal(["one", "two"], error.GetProperty("causes").EnumerateArray().Select(cause => cause.GetProperty("errorMessage").GetString()));
        Assert.False(error.GetProperty("cause").TryGetProperty("stackTrace", out _));
        Assert.StartsWith("at Function.Handle()", Assert.Single(error.GetProperty("stackTrace").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_failed_initialisation_is_never_taken_for_a_timeout()
    {
        await using var running = await Running.Of("public Function() => throw new IOException(); public void Handle() { }");
        for (var i = 0; i < 10; i++) Assert.Equal("TargetInvocationException", (await running.Invoke()).ErrorType);
        Assert.Equal(1, running.Function.EnvironmentCount); // Free for the next one before its caller hears of it.
    }
}
