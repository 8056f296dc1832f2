using LambdaHandlers.Runtime.Hosting;
using Spectre.Console;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>What people see: progress, log lines in colour, tables. With --json nothing but JSON goes to standard output.</summary>
sealed class Screen(bool json)
{
    static readonly IAnsiConsole Errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    readonly IAnsiConsole _console = json ? Errors : AnsiConsole.Console;
    readonly Lock _gate = new();

    public bool IsJson { get; } = json;

    public Task<T> While<T>(string what, Func<Action<string>, Task<T>> work) =>
        Errors.Profile.Capabilities.Interactive ? Errors.Status().StartAsync(Markup.Escape(what) + "…", status => work(text => status.Status(Markup.Escape(text) + "…"))) : work(_ => { });

    public void Json<T>(T value) => Console.Out.WriteLine(Hosting.Json.Text(value));

    /// <summary>One line, however long: the terminal may fold it, we do not.</summary>
    public void Write(string markup)
    {
        lock (_gate)
        {
            var width = _console.Profile.Width;
            _console.Profile.Width = 1_000_000;
            _console.MarkupLine(markup);
            _console.Profile.Width = width;
        }
    }

    /// <summary>For copying into another terminal: no markup, no folding.</summary>
    public void Plain(string text)
    {
        lock (_gate) _console.Profile.Out.Writer.WriteLine(text);
    }

    public static void Problem(string text)
    {
        Errors.MarkupLine($"[red]{Markup.Escape(text)}[/]");
    }

    public void Log(LogLine line, string? function = null)
    {
        var style = line.Text switch
        {
            var text when text.StartsWith("START ", StringComparison.Ordinal) || text.StartsWith("END ", StringComparison.Ordinal) || text.StartsWith("INIT_START", StringComparison.Ordinal) => "grey",
            var text when text.StartsWith("REPORT ", StringComparison.Ordinal) => text.Contains("Status:", StringComparison.Ordinal) ? "red" : "cyan",
            var text when text.StartsWith("INIT_REPORT", StringComparison.Ordinal) || text.Contains("\tfail\t", StringComparison.Ordinal) || text.Contains("\tcrit\t", StringComparison.Ordinal) || text.Contains(" Task timed out after ", StringComparison.Ordinal) => "red",
            var text when text.Contains("\twarn\t", StringComparison.Ordinal) => "yellow",
            _ => "default",
        };
        var prefix = function is null ? "" : $"[blue]{Markup.Escape(function)}[/] ";
        Write($"{prefix}[{style}]{Markup.Escape(line.Text)}[/]");
    }

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        lock (_gate)
        {
            if (Console.IsOutputRedirected) _console.Profile.Width = 200;
            _console.Write(table);
        }
    }

    public void Bill(IEnumerable<(string Function, Bill Bill)> bills) => Table(
        ["Function", "Invocations", "Cold", "Billed ms", "GB-s", "Max MB", "$", "$ per million"],
        bills.Select(entry => new[]
        {
            entry.Function, $"{entry.Bill.Requests}", $"{entry.Bill.ColdStarts}", $"{entry.Bill.BilledMilliseconds}", FormattableString.Invariant($"{entry.Bill.GigabyteSeconds:F3}"), $"{entry.Bill.MaxMemoryUsed}",
            FormattableString.Invariant($"{entry.Bill.Dollars:F7}"), entry.Bill.Requests == 0 ? "" : FormattableString.Invariant($"{entry.Bill.Dollars / entry.Bill.Requests * 1_000_000:F2}"),
        }));
}
