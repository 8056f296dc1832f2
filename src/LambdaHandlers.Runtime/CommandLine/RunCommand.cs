using System.CommandLine;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Serves functions, and shows their log while it does.</summary>
static class RunCommand
{
    static readonly Option<int> Port = new NumberOption<int>("--port", (0, 65_535), "Of the Invoke API; function URLs follow it. 0 takes free ones.") { DefaultValueFactory = _ => SharedOptions.DefaultPort };
    static readonly Option<string?> Logs = new("--logs") { HelpName = "folder", Description = "Keep log streams as files in this folder." };

    /// <summary>How lines of the log are shown, by the first mark that they have.</summary>
    static readonly (string Mark, Ink Ink)[] Inks =
    [
        ("INIT_START ", Ink.Grey), ("START RequestId: ", Ink.Grey), ("END RequestId: ", Ink.Grey), ("\tStatus: ", Ink.Red), (" Task timed out after ", Ink.Red), ("REPORT RequestId: ", Ink.Cyan),
        ("\tfail\t", Ink.Red), ("\tcrit\t", Ink.Red), ("\twarn\t", Ink.Yellow),
    ];

    public static Command Create() => new FunctionCommand("run", "Builds and serves functions until Ctrl-C.", RunAsync, Port, Logs, SharedOptions.TimeScale);

    static async Task<ExitCode> RunAsync(Request request)
    {
        var line = request.Line;
        await using var host = await LambdaHost.StartAsync(request.Functions, new() { Port = line.GetValue(Port), Clock = new ScaledClock(line.GetValue(SharedOptions.TimeScale)), LogFolder = line.GetValue(Logs), IsAlone = true });
        if (request.IsJson) Screen.Json(new { url = host.Address, functions = host.Functions.Select(served => new { name = served.Configuration.Name, url = served.Url }) });
        else Announce(host);
        await ShowLogAsync(host, request);
        if (!request.IsJson && host.Functions.Any(served => served.Bill.Requests > 0)) BillCommand.Show(JsonSerializer.SerializeToElement(host.Functions.ToDictionary(served => served.Configuration.Name, served => served.Bill)));
        return ExitCode.Fine;
    }

    static void Announce(LambdaHost host)
    {
        Screen.Columns(["Function", "Handler", "Memory", "Timeout", "URL"],
            from served in host.Functions let function = served.Configuration
            select (string[])[function.Name, function.Handler, $"{function.MemorySize} MB", $"{function.Timeout.TotalSeconds} s", $"{served.Url}"]);
        Screen.Line("In another terminal:".In(Ink.Grey));
        foreach (var served in host.Functions)
            Screen.Line($"AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws lambda invoke --endpoint-url {host.Address.ToString().TrimEnd('/')} --region {Aws.Region} --function-name {served.Configuration.Name} --payload '{{}}' /dev/stdout");
        Screen.Line("Ctrl-C ends it.".In(Ink.Grey));
    }

    static async Task ShowLogAsync(LambdaHost host, Request request)
    {
        try
        {
            await foreach (var burst in host.ReadLogAsync(request.Cancelled)) Screen.Lines(burst.Select(entry => Shown(entry.Function.Configuration.Name, entry.Line)));
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        string Shown(string function, LogLine line) => request.IsJson
            ? Json.Text(new { function, stream = line.Stream, text = line.Text })
            : (host.Functions.Count > 1 ? function.In(Ink.Blue) + " " : "") + line.Text.In(Inks.FirstOrDefault(each => line.Text.Contains(each.Mark, StringComparison.Ordinal)).Ink);
    }
}
