using System.Runtime.CompilerServices;
using Spectre.Console;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>A terminal's own colours, by their ANSI numbers.</summary>
enum Ink { Plain = 0, Grey = 90, Red = 91, Green = 92, Yellow = 93, Blue = 94, Cyan = 96 }

/// <summary>
/// What people see: progress, lines in colour, tables. A line is never folded, so that it can be copied whole. A host serves for hours and should
/// stay small: what <c>run</c> writes until its bill goes without Spectre, which costs 5 MB and more once it is loaded.
/// </summary>
static class Screen
{
    static readonly bool s_isColoured = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && (OperatingSystem.IsWindows() ? HasColours() : Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    static readonly TextWriter s_output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), Console.Out.Encoding, 16 * 1024)); // Console.OutputEncoding may begin with a byte order mark.

    [MethodImpl(MethodImplOptions.NoInlining)] // Inlined, it would load Spectre everywhere.
    static bool HasColours() => AnsiConsole.Profile.Capabilities.Ansi;

    public static string In(this string text, Ink ink) => ink is not Ink.Plain && s_isColoured ? $"\e[{(int)ink}m{text}\e[0m" : text;

    public static void Line(string text) => Lines([text]);

    /// <summary>Many at once: Console.Out would write 256 characters at a time, more than once for every invocation.</summary>
    public static void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines) s_output.WriteLine(line);
        s_output.Flush();
    }

    public static void Json<T>(T value) => Line(Hosting.Json.Text(value));

    public static void Problem(string text) => Console.Error.WriteLine(Console.IsErrorRedirected ? text : text.In(Ink.Red));

    /// <summary>What takes a moment, for whoever waits at a terminal.</summary>
    public static void Progress(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine($"{what}…".In(Ink.Grey));
    }

    /// <summary>The same in one line that changes, and is gone afterwards.</summary>
    public static Task<T> While<T>(string what, Func<Action<string>, Task<T>> work)
    {
        var errors = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return errors.Profile.Capabilities.Interactive ? errors.Status().StartAsync(Markup.Escape(what) + "…", status => work(text => status.Status(Markup.Escape(text) + "…"))) : work(_ => { });
    }

    /// <summary>Rows whose cells can be copied whole, as <c>run</c> begins with them.</summary>
    public static void Columns(string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all) Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd().In(row == heads ? Ink.Grey : Ink.Plain));
    }

    /// <summary>A table with a border, as wide as its numbers: a narrow terminal may fold a row, we don't break a number.</summary>
    public static void Table(string[] heads, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var head in heads) table.AddColumn(new TableColumn(Markup.Escape(head)) { NoWrap = true, Alignment = head == heads[0] ? Justify.Left : Justify.Right });
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Profile.Width = 1_000;
        AnsiConsole.Write(table);
    }
}
