using System.Runtime.CompilerServices;
using LambdaHandlers.Runtime.Hosting;
using Spectre.Console;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>A terminal's own colours, by their ANSI numbers.</summary>
enum Ink { Plain = 0, Grey = 90, Red = 91, Yellow = 93, Blue = 94, Cyan = 96 }

/// <summary>
/// What people see: progress, log lines in colour, tables. With --json nothing but JSON goes to standard output. A host serves for hours and
/// should stay small: what <c>run</c> writes until its bill goes without Spectre, which costs 5 MB and more once it is loaded.
/// </summary>
sealed class Screen(bool json)
{
    static IAnsiConsole Errors => field ??= AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    readonly Lock _gate = new();

    public bool IsJson { get; } = json;

    IAnsiConsole Markups => IsJson ? Errors : AnsiConsole.Console;

    static readonly bool s_isColoured = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && (OperatingSystem.IsWindows() ? HasColours() : Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    [MethodImpl(MethodImplOptions.NoInlining)] // Inlined, it would load Spectre everywhere.
    static bool HasColours() => AnsiConsole.Profile.Capabilities.Ansi;

    public Task<T> While<T>(string what, Func<Action<string>, Task<T>> work) =>
        Errors.Profile.Capabilities.Interactive ? Errors.Status().StartAsync(Markup.Escape(what) + "…", status => work(text => status.Status(Markup.Escape(text) + "…"))) : work(_ => { });

    /// <summary>Progress in one line of the terminal that is gone afterwards.</summary>
    public static async Task<T> Telling<T>(string what, Func<Action<string>, Task<T>> work)
    {
        var shown = "";
        Tell(what + "…");
        try
        {
            return await work(text => Tell(text + "…")).ConfigureAwait(false);
        }
        finally
        {
            Tell("");
        }

        void Tell(string text)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{new string(' ', shown.Length)}\r{text}");
            shown = text;
        }
    }

    public void Json<T>(T value) => Console.Out.WriteLine(Hosting.Json.Text(value));

    /// <summary>One line with markup, however long: the terminal may fold it, we do not.</summary>
    public void Write(string markup)
    {
        lock (_gate)
        {
            var width = Markups.Profile.Width;
            Markups.Profile.Width = 1_000_000;
            Markups.MarkupLine(markup);
            Markups.Profile.Width = width;
        }
    }

    /// <summary>One line as it is, in one colour. Markup would compile a table of every emoji there is, 5 MB.</summary>
    public void Line(string text, Ink ink = Ink.Plain)
    {
        lock (_gate) Console.Out.WriteLine(Painted(text, ink));
    }

    string Painted(string text, Ink ink) => ink is not Ink.Plain && s_isColoured ? $"\e[{(int)ink}m{text}\e[0m" : text;

    public static void Problem(string text)
    {
        Errors.MarkupLine($"[red]{Markup.Escape(text)}[/]");
    }

    /// <summary>Lines as they are, written at once.</summary>
    public void Lines(IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => line + Environment.NewLine));
        lock (_gate) Console.Out.Write(text);
    }

    public string Log(LogLine line, string? function = null)
    {
        var ink = line.Text switch
        {
            var text when text.StartsWith("START ", StringComparison.Ordinal) || text.StartsWith("END ", StringComparison.Ordinal) || text.StartsWith("INIT_START", StringComparison.Ordinal) => Ink.Grey,
            var text when text.StartsWith("REPORT ", StringComparison.Ordinal) => text.Contains("Status:", StringComparison.Ordinal) ? Ink.Red : Ink.Cyan,
            var text when text.StartsWith("INIT_REPORT", StringComparison.Ordinal) || text.Contains("\tfail\t", StringComparison.Ordinal) || text.Contains("\tcrit\t", StringComparison.Ordinal) || text.Contains(" Task timed out after ", StringComparison.Ordinal) => Ink.Red,
            var text when text.Contains("\twarn\t", StringComparison.Ordinal) => Ink.Yellow,
            _ => Ink.Plain,
        };
        return function is null ? Painted(line.Text, ink) : $"{Painted(function, Ink.Blue)} {Painted(line.Text, ink)}";
    }

    /// <summary>Rows whose cells can be copied whole: nothing is folded.</summary>
    public void Columns(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all) Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd(), row == heads ? Ink.Grey : Ink.Plain);
    }

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        lock (_gate)
        {
            if (Console.IsOutputRedirected) Markups.Profile.Width = 200;
            Markups.Write(table);
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
