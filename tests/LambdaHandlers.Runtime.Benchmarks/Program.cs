// What the runtime costs, as ratios to a bare Kestrel server that sends back what it gets. Absolute numbers depend on the machine and its other work;
// everything is started first and measured in turns, so that the ratios do not.
//   dotnet run -c Release --project tests/LambdaHandlers.Runtime.Benchmarks [rounds] [seconds per round]
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LambdaHandlers.Runtime.Benchmarks;
using LambdaHandlers.Runtime.Hosting;

if (args is ["echo"])
{
    await using var server = new LoopbackServer(0, async http =>
    {
        var body = new byte[http.Request.ContentLength ?? 0];
        await http.Request.Body.ReadExactlyAsync(body);
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    });
    Console.WriteLine(JsonSerializer.Serialize(new { url = server.Address }));
    await Task.Delay(Timeout.Infinite);
}
if (args is []  && Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is not null)
{
    await Echo.RunAsync();
    return 0;
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
const string Library = "LambdaHandlers.Runtime.Benchmarks::LambdaHandlers.Runtime.Benchmarks.Echo::Handle";
const string Executable = "LambdaHandlers.Runtime.Benchmarks";
const string Path = "/2015-03-31/functions/echo/invocations";
var setups = new[]
{
    await Setup.StartAsync("bare Kestrel echo", "/", "LambdaHandlers.Runtime.Benchmarks.dll", "echo"),
    await Setup.StartAsync("bootstrap, no freeze", Path, "LambdaHandlers.Runtime.dll", "run", "--no-freeze", "--handler", Library),
    await Setup.StartAsync("bootstrap, freeze", Path, "LambdaHandlers.Runtime.dll", "run", "--handler", Library),
    await Setup.StartAsync("client like Amazon's, no freeze", Path, "LambdaHandlers.Runtime.dll", "run", "--no-freeze", "--handler", Executable),
    await Setup.StartAsync("client like Amazon's, freeze", Path, "LambdaHandlers.Runtime.dll", "run", "--handler", Executable),
};
try
{
    foreach (var setup in setups) setup.Measure(TimeSpan.FromSeconds(2), keep: false);
    for (var round = 0; round < rounds; round++)
        foreach (var setup in setups)
        {
            setup.Measure(TimeSpan.FromSeconds(seconds), keep: true);
            Thread.Sleep(200);
        }
    Console.WriteLine($"\nOne caller, medians of {rounds} rounds of {seconds} s:\n\n| | p50 µs | × echo | p99 µs | calls/s | CPU of the server, µs a call |\n|---|---|---|---|---|---|");
    foreach (var setup in setups) Console.WriteLine(FormattableString.Invariant($"| {setup.Name} | {setup.Median:F0} | {setup.Median / setups[0].Median:F2} | {setup.Tail:F0} | {setup.Rate:F0} | {setup.Cpu:F0} |"));
    Console.WriteLine(FormattableString.Invariant($"\nbootstrap : client like Amazon's, warm: {setups[1].Median / setups[3].Median:F2} without freezing, {setups[2].Median / setups[4].Median:F2} with it"));

    var (library, executable) = (await Setup.ColdAsync(Library), await Setup.ColdAsync(Executable));
    Console.WriteLine(FormattableString.Invariant($"\nCold start to the first poll, median of 7: bootstrap {library:F0} ms, client like Amazon's {executable:F0} ms, ratio {library / executable:F2}"));

    await using var crowd = await Setup.StartAsync("16 callers", Path, "LambdaHandlers.Runtime.dll", "run", "--handler", Library, "--max-env", "16");
    var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(() =>
    {
        using var client = new Client(crowd.Address, Path);
        return client.Run(TimeSpan.FromSeconds(10));
    }, TaskCreationOptions.LongRunning)));
    var all = results.SelectMany(result => result.Latencies).Order().ToList();
    Console.WriteLine(FormattableString.Invariant($"\n16 callers for 10 s: {all.Count} calls, {results.Sum(result => result.Errors)} errors, p50 {all[all.Count / 2]:F0} µs, p99 {all[(int)(all.Count * 0.99)]:F0} µs"));
    Console.WriteLine(FormattableString.Invariant($"Host: {setups[2].PeakMegabytes:F0} MB resident at most with one caller, {crowd.PeakMegabytes:F0} MB with 16, bare Kestrel echo {setups[0].PeakMegabytes:F0} MB; ready after {setups[2].StartMilliseconds:F0} ms"));
}
finally
{
    foreach (var setup in setups) await setup.DisposeAsync();
}
return 0;

/// <summary>A server process that is measured.</summary>
sealed class Setup : IAsyncDisposable
{
    readonly List<(double Median, double Tail, double Rate, double Cpu)> _rounds = [];
    readonly Process _process;
    readonly string _path;

    Setup(string name, string path, Process process) => (Name, _path, _process) = (name, path, process);

    public string Name { get; }
    public Uri Address { get; private set; } = null!;
    public double StartMilliseconds { get; private set; }
    public double Median => Middle(_rounds.Select(round => round.Median));
    public double Tail => Middle(_rounds.Select(round => round.Tail));
    public double Rate => Middle(_rounds.Select(round => round.Rate));

    public double Cpu => Middle(_rounds.Select(round => round.Cpu));

    /// <summary>The most it ever held.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    public static async Task<Setup> StartAsync(string name, string path, string dll, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { System.IO.Path.Combine(AppContext.BaseDirectory, dll) } };
        var isTool = dll != "LambdaHandlers.Runtime.Benchmarks.dll";
        foreach (var argument in isTool ? [.. arguments, "--dir", AppContext.BaseDirectory, "--function", "echo", "--memory", "512", "--port", "0", "--json"] : arguments) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        var setup = new Setup(name, path, Process.Start(start)!);
        using var hello = JsonDocument.Parse((await setup._process.StandardOutput.ReadLineAsync())!);
        setup.StartMilliseconds = clock.Elapsed.TotalMilliseconds;
        setup.Address = new Uri(hello.RootElement.GetProperty("url").GetString()!);
        _ = setup._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var client = new Client(setup.Address, path);
        if (!client.Call()) throw new InvalidOperationException($"{name} does not answer.");
        return setup;
    }

    public void Measure(TimeSpan time, bool keep)
    {
        using var client = new Client(Address, _path);
        _process.Refresh();
        var before = _process.TotalProcessorTime;
        var (latencies, errors) = client.Run(time);
        if (errors > 0) throw new InvalidOperationException($"{Name}: {errors} errors.");
        latencies.Sort();
        if (keep) _rounds.Add((latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)], latencies.Count / time.TotalSeconds, (CpuNow() - before).TotalMicroseconds / latencies.Count));

        TimeSpan CpuNow()
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Milliseconds from the start of the process to its first poll, as the log says: each in a fresh environment.</summary>
    public static async Task<double> ColdAsync(string handler)
    {
        await using var host = await LambdaHost.StartAsync([new() { Name = "echo", Handler = handler, TaskRoot = AppContext.BaseDirectory, MemorySize = 512, SingleUse = true, HasUrl = false, Timeout = TimeSpan.FromSeconds(30) }]);
        for (var i = 0; i < 7; i++)
        {
            using var client = new Client(host.Address, "/2015-03-31/functions/echo/invocations");
            client.Call();
        }
        await Task.Delay(200);
        return Middle(host["echo"].Log.Select(line => System.Text.RegularExpressions.Regex.Match(line.Text, @"\tInit Duration: ([\d.]+) ms")).Where(match => match.Success).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    static double Middle(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : double.NaN;

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]); // As Ctrl-C would: it ends its children too.
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
