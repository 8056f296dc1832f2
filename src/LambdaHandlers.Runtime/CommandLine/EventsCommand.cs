using System.CommandLine;
using System.Reflection;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Test events of the usual sources: the files of SampleEvents, small and complete enough for the event types to read.</summary>
static class EventsCommand
{
    static readonly Assembly Own = typeof(EventsCommand).Assembly;
    static readonly string[] Sources = [.. Own.GetManifestResourceNames().Order(StringComparer.Ordinal)];
    static readonly Argument<string> Source = new("source") { Description = "What sends the event." };

    public static Command Create()
    {
        Source.AcceptOnlyFromAmong(Sources);
        var list = new Command("list", "The sources there are test events of.");
        list.SetAction(_ => Screen.Line(string.Join('\n', Sources)));
        var add = new Command("new", "Prints a test event; redirect it into a file and edit it.") { Source };
        add.SetAction(line => Own.GetManifestResourceStream(line.GetValue(Source)!)!.CopyTo(Console.OpenStandardOutput()));
        return new Command("events", "Test events of the usual sources.") { list, add };
    }
}
