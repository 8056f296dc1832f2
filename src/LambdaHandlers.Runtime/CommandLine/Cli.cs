using System.CommandLine;
using System.Text;
using System.Text.Json;
using LambdaHandlers.Runtime.Checking;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;
using Spectre.Console;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>The dotnet tool lambda-handlers. Exit codes: 0 fine, 1 a finding, 2 usage or configuration, 3 the function does not load.</summary>
static class Cli
{
    const int Fine = 0, Finding = 1, Usage = 2, NotLoaded = 3;
    const int DefaultPort = 9001;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Runs AWS Lambda functions written in C# on this machine as Lambda would: no Docker, no account.\n\nExamples:\n  lambda-handlers run                          build and serve the function in this folder\n  lambda-handlers invoke -e event.json --tail  one event, with its log\n  lambda-handlers check events/*.json          does an answer depend on who was served before?")
        {
            Run(), Invoke(), Check(), Load(), EventsCommand(), Logs(), Bill(),
        };
        var line = root.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await line.InvokeAsync().ConfigureAwait(false);
            return Usage;
        }
        try
        {
            // Ctrl-C and SIGTERM cancel; what was started gets the time to be ended.
            return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ConfigurationException or ProjectException or IOException)
        {
            Screen.Problem(exception.Message);
            return Usage;
        }
        catch (OperationCanceledException)
        {
            return Fine;
        }
    }

    static Option<bool> JsonOption() => new("--json") { Description = "JSON for machines." };
    static Option<string?> FunctionOption() => new("--function", "-n") { Description = "The function, when there are several." };
    static Option<double> ScaleOption() => new("--time-scale") { Description = "Retries, event age and idle time run so many times faster.", DefaultValueFactory = _ => 1 };
    static Option<string> HostOption() => new("--url") { Description = "The running host.", DefaultValueFactory = _ => $"http://127.0.0.1:{DefaultPort}" };
    static TimeProvider Clock(double scale) => scale == 1 ? TimeProvider.System : new ScaledClock(scale);

    static FunctionConfiguration TheOnlyOne(IReadOnlyList<FunctionConfiguration> functions) =>
        functions is [var only] ? only : throw new ProjectException($"Name one of the functions with --function: {string.Join(", ", functions.Select(each => each.Name))}.");

    static Command Run()
    {
        var (options, function, json, scale) = (new FunctionOptions(), FunctionOption(), JsonOption(), ScaleOption());
        var port = new Option<int>("--port") { Description = "Of the Invoke API; function URLs follow it. 0 takes free ones.", DefaultValueFactory = _ => DefaultPort };
        var logs = new Option<string?>("--logs") { Description = "Keep log streams as files in this folder." };
        var command = new Command("run", "Builds and serves functions until Ctrl-C.") { function, port, logs, scale, json };
        options.AddTo(command);
        command.SetAction(async (line, cancelled) =>
        {
            var screen = new Screen(line.GetValue(json));
            var functions = await Screen.Telling("Reading", progress => options.ReadAsync(line, line.GetValue(function), progress, cancelled)).ConfigureAwait(false);
            var host = await LambdaHost.StartAsync(functions, new HostOptions { Port = line.GetValue(port), Clock = Clock(line.GetValue(scale)), LogFolder = line.GetValue(logs), IsAlone = true }).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                if (screen.IsJson) screen.Json(new { url = host.Address, functions = host.Functions.Select(served => new { name = served.Configuration.Name, served.Url }) });
                else Announce(screen, host);
                await ShowLogAsync(screen, host, cancelled).ConfigureAwait(false);
                if (!screen.IsJson && host.Functions.Any(served => served.Bill.Requests > 0)) screen.Bill(host.Functions.Select(served => (served.Configuration.Name, served.Bill)));
            }
            return Fine;
        });
        return command;
    }

    static void Announce(Screen screen, LambdaHost host)
    {
        screen.Columns(["Function", "Handler", "Memory", "Timeout", "URL"], host.Functions.Select(served => new[]
        {
            served.Configuration.Name, served.Configuration.Handler, $"{served.Configuration.MemorySize} MB", $"{served.Configuration.Timeout.TotalSeconds} s", served.Url?.ToString() ?? "",
        }));
        screen.Line("In another terminal:", Ink.Grey);
        foreach (var served in host.Functions)
            screen.Line($"AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws lambda invoke --endpoint-url {host.Address.ToString().TrimEnd('/')} --region us-east-1 --function-name {served.Configuration.Name} --payload '{{}}' /dev/stdout");
        screen.Line("Ctrl-C ends it.", Ink.Grey);
    }

    static async Task ShowLogAsync(Screen screen, LambdaHost host, CancellationToken cancelled)
    {
        try
        {
            await foreach (var burst in host.ReadLogAsync(cancelled).ConfigureAwait(false))
                screen.Lines(burst.Select(entry => screen.IsJson
                    ? Hosting.Json.Text(new { function = entry.Function.Configuration.Name, entry.Line.Stream, entry.Line.Text })
                    : screen.Log(entry.Line, host.Functions.Count > 1 ? entry.Function.Configuration.Name : null)));
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    static Command Invoke()
    {
        var (options, function, json, scale) = (new FunctionOptions(), FunctionOption(), JsonOption(), ScaleOption());
        var payload = new Option<string?>("--event", "-e") { Description = "A file, - for standard input, or JSON itself." };
        var isAsync = new Option<bool>("--async") { Description = "As an asynchronous event, with retries and destinations." };
        var tail = new Option<bool>("--tail") { Description = "Show the log." };
        var command = new Command("invoke", "Starts the function, sends one event, prints the answer.") { function, payload, isAsync, tail, scale, json };
        options.AddTo(command);
        command.SetAction(async (line, cancelled) =>
        {
            var screen = new Screen(line.GetValue(json));
            var functions = await screen.While("Reading", progress => options.ReadAsync(line, line.GetValue(function), progress, cancelled)).ConfigureAwait(false);
            var configuration = TheOnlyOne(functions);
            var bytes = await EventAsync(line.GetValue(payload), cancelled).ConfigureAwait(false);
            var host = await LambdaHost.StartAsync(functions, new HostOptions { Clock = Clock(line.GetValue(scale)) }).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                var target = host[configuration.Name];
                if (line.GetValue(tail)) target.Logged += entry => Console.Error.WriteLine(entry.Text);
                using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, $"/2015-03-31/functions/{Uri.EscapeDataString(configuration.Name)}/invocations")) { Content = new ByteArrayContent(bytes) };
                request.Headers.Add("X-Amz-Invocation-Type", line.GetValue(isAsync) ? "Event" : "RequestResponse");
                request.Headers.Add("X-Amz-Log-Type", "Tail");
                using var response = await http.SendAsync(request, cancelled).ConfigureAwait(false);
                var body = await response.Content.ReadAsStringAsync(cancelled).ConfigureAwait(false);
                if (line.GetValue(isAsync) && response.IsSuccessStatusCode)
                {
                    await target.Events.WhenEmptyAsync().WaitAsync(cancelled).ConfigureAwait(false);
                    screen.Json(new { attempts = target.Bill.Requests, deliveries = target.Events.Deliveries });
                    return target.Events.Deliveries.Any(delivery => delivery.Why != "Success") ? Finding : Fine;
                }
                var failed = response.Headers.Contains("X-Amz-Function-Error") || !response.IsSuccessStatusCode;
                if (screen.IsJson) screen.Json(new { status = (int)response.StatusCode, functionError = failed, payload = body, log = target.Log.Select(entry => entry.Text) });
                else Console.Out.WriteLine(body);
                return failed ? Finding : Fine;
            }
        });
        return command;
    }

    static async Task<byte[]> EventAsync(string? text, CancellationToken cancelled)
    {
        if (text is null) return "{}"u8.ToArray();
        if (text == "-")
        {
            using var buffer = new MemoryStream();
            var input = Console.OpenStandardInput();
            await using (input.ConfigureAwait(false)) await input.CopyToAsync(buffer, cancelled).ConfigureAwait(false);
            return buffer.ToArray();
        }
        if (File.Exists(text)) return await File.ReadAllBytesAsync(text, cancelled).ConfigureAwait(false);
        var bytes = Encoding.UTF8.GetBytes(text);
        return Hosting.Json.IsValid(bytes, out _) ? bytes : throw new ProjectException($"'{text}' is neither a file nor JSON.");
    }

    static Command Check()
    {
        var (options, function, json) = (new FunctionOptions(), FunctionOption(), JsonOption());
        var events = new Argument<string[]>("events") { Description = "Event files, or folders of them; events/ otherwise.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("check", "Replays events cold, warm and backwards; an answer that depends on who was served before is a leak.") { events, function, json };
        options.AddTo(command);
        command.SetAction(async (line, cancelled) =>
        {
            var screen = new Screen(line.GetValue(json));
            var functions = await screen.While("Reading", progress => options.ReadAsync(line, line.GetValue(function), progress, cancelled)).ConfigureAwait(false);
            var configuration = TheOnlyOne(functions);
            var files = EventFiles(line.GetValue(events) ?? [], Path.Combine(".", "events"));
            var report = await screen.While("Replaying", progress => new ReplayCheck(configuration, files, progress).RunAsync().WaitAsync(cancelled)).ConfigureAwait(false);
            if (screen.IsJson) screen.Json(report);
            else Show(screen, report);
            return report.IsClean ? Fine : Finding;
        });
        return command;
    }

    static List<TestEvent> EventFiles(string[] places, string otherwise) =>
        [.. (places.Length == 0 ? [otherwise] : places)
            .SelectMany<string, string>(place => Directory.Exists(place) ? Directory.GetFiles(place, "*.json").Order(StringComparer.Ordinal) : File.Exists(place) ? [place] : throw new ProjectException($"There is no event '{place}'."))
            .Select(file => new TestEvent(file, File.ReadAllBytes(file)))];

    static void Show(Screen screen, Report report)
    {
        screen.Write($"[grey]{report.Events} events, {report.Environments} environments; cold twice, warm forwards and backwards[/]");
        if (report.Masked.Count > 0) screen.Write($"[grey]left out, because cold starts differ there: {Markup.Escape(string.Join(", ", report.Masked))}[/]");
        foreach (var leak in report.Leaks)
        {
            screen.Write($"[red bold]LEAK[/]  {Markup.Escape(leak.Path)}  cold {Markup.Escape(leak.Cold ?? "nothing")}  warm {Markup.Escape(leak.Warm ?? "nothing")}");
            screen.Write($"      at {Markup.Escape(leak.Recipe[^1])} after {Markup.Escape(string.Join(", ", leak.Recipe.SkipLast(1)))}");
            foreach (var survivor in leak.Survivors.Take(3)) screen.Write($"      survivor: {Markup.Escape($"{survivor.Name}  {survivor.Before} -> {survivor.After}")}   [yellow]rule {survivor.Rule}[/]");
        }
        foreach (var late in report.LateLines.Take(5)) screen.Write($"[red bold]BACKGROUND[/]  request {late.From[..8]} left work behind; it wrote {(late.Into is { } into ? $"inside request {into[..8]}" : "after its end")}: {Markup.Escape(late.Text.Split('\t')[^1])}   [yellow]rule LH7001[/]");
        foreach (var path in report.Frozen) screen.Write($"[yellow]NOTE[/]  {Markup.Escape(path)} differs between cold starts and never changes in a warm environment: captured at initialisation?   [yellow]rule LH2008[/]");
        if (report.LeftFiles.Count > 0) screen.Write($"[yellow]NOTE[/]  left in /tmp: {Markup.Escape(string.Join(", ", report.LeftFiles.Take(5)))}   [yellow]rule LH7010[/]");
        if (report.NoJudgement is { } reason) screen.Write($"[yellow bold]CANNOT JUDGE[/]  {Markup.Escape(reason)}");
        else if (report.IsClean) screen.Write("[green]CLEAN[/]  every answer is the same, whoever was served before.");
    }

    static Command Load()
    {
        var (options, function, json) = (new FunctionOptions(), FunctionOption(), JsonOption());
        var command = new Command("load", "Starts the function without an event: the handler is found, accepted and constructed, or Lambda's message says why not.") { function, json };
        options.AddTo(command);
        command.SetAction(async (line, cancelled) =>
        {
            var screen = new Screen(line.GetValue(json));
            var functions = await screen.While("Reading", progress => options.ReadAsync(line, line.GetValue(function), progress, cancelled)).ConfigureAwait(false);
            var host = await LambdaHost.StartAsync(functions).ConfigureAwait(false);
            var problems = new Dictionary<string, string?>();
            await using (host.ConfigureAwait(false))
                foreach (var target in host.Functions)
                {
                    problems[target.Configuration.Name] = await target.LoadAsync().WaitAsync(cancelled).ConfigureAwait(false) is { } problem ? ErrorMessage(problem) ?? string.Join('\n', target.Log.Skip(1).Select(entry => entry.Text).Append(problem)) : null;
                    if (!screen.IsJson) screen.Write(problems[target.Configuration.Name] is { } text ? $"[red]{Markup.Escape(target.Configuration.Name)}: {Markup.Escape(text)}[/]" : $"[green]{Markup.Escape(target.Configuration.Name)} loads[/]  {Markup.Escape(target.Configuration.Handler)}");
                }
            if (screen.IsJson) screen.Json(problems);
            return problems.Values.All(problem => problem is null) ? Fine : NotLoaded;
        });
        return command;

        static string? ErrorMessage(string problem)
        {
            try
            {
                return JsonDocument.Parse(problem).RootElement is var error && error.TryGetProperty("errorMessage", out var message) ? $"{error.GetProperty("errorType")}: {message}" : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    static Command EventsCommand()
    {
        var source = new Argument<string>("source") { Description = string.Join(", ", Events.Samples.Keys) };
        source.AcceptOnlyFromAmong([.. Events.Samples.Keys]);
        var list = new Command("list", "The sources there are test events of.");
        list.SetAction(_ => { foreach (var name in Events.Samples.Keys) Console.Out.WriteLine(name); });
        var add = new Command("new", "Prints a test event; redirect it into a file and edit it.") { source };
        add.SetAction(line => Console.Out.WriteLine(Events.Samples[line.GetValue(source)!]));
        return new Command("events", "Test events of the usual sources.") { list, add };
    }

    static Command Logs()
    {
        var name = new Argument<string>("function");
        var (follow, url) = (new Option<bool>("--follow", "-f") { Description = "Go on until Ctrl-C." }, HostOption());
        var command = new Command("logs", "The log of a function that runs in another terminal.") { name, follow, url };
        command.SetAction(async (line, cancelled) =>
        {
            using var http = new HttpClient();
            for (var seen = 0; ; await Task.Delay(500, cancelled).ConfigureAwait(false))
            {
                var answer = await GetAsync(http, At(line.GetValue(url)!, $"/lambda-handlers/logs/{line.GetValue(name)}?after={seen}"), cancelled).ConfigureAwait(false);
                foreach (var entry in answer.GetProperty("Lines").EnumerateArray()) Console.Out.WriteLine(entry.GetProperty("Text").GetString());
                seen = answer.GetProperty("Next").GetInt32();
                if (!line.GetValue(follow)) return Fine;
            }
        });
        return command;
    }

    static Command Bill()
    {
        var (json, url) = (JsonOption(), HostOption());
        var command = new Command("bill", "What the functions that run in another terminal have cost.") { url, json };
        command.SetAction(async (line, cancelled) =>
        {
            using var http = new HttpClient();
            var bills = await GetAsync(http, At(line.GetValue(url)!, "/lambda-handlers/bill"), cancelled).ConfigureAwait(false);
            var screen = new Screen(line.GetValue(json));
            if (screen.IsJson) screen.Json(bills);
            else screen.Table(["Function", "Invocations", "Cold", "Billed ms", "GB-s", "$"], bills.EnumerateObject().Select(bill =>
                new[] { "Requests", "ColdStarts", "BilledMilliseconds", "GigabyteSeconds", "Dollars" }.Select(part => bill.Value.GetProperty(part).ToString()).Prepend(bill.Name).ToArray()));
            return Fine;
        });
        return command;
    }

    static Uri At(string host, string path) => Uri.TryCreate(host, UriKind.Absolute, out var root) ? new Uri(root, path) : throw new ProjectException($"'{host}' is no URL.");

    static async Task<JsonElement> GetAsync(HttpClient http, Uri address, CancellationToken cancelled)
    {
        try
        {
            using var response = await http.GetAsync(address, cancelled).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancelled).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new ProjectException(text);
        }
        catch (HttpRequestException exception)
        {
            throw new ProjectException(exception.Message);
        }
    }
}
