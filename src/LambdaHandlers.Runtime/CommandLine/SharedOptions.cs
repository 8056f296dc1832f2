using System.CommandLine;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Options that more than one command has.</summary>
static class SharedOptions
{
    public const int DefaultPort = 9001;

    public static readonly Option<bool> Json = new("--json") { Description = "JSON for machines." };
    public static readonly Option<string> Url = new("--url") { Description = "The running host.", HelpName = "url", DefaultValueFactory = _ => $"http://127.0.0.1:{DefaultPort}" };
    public static readonly Option<double> TimeScale = new NumberOption<double>("--time-scale", (1, 1_000_000), "Retries, event age and idle time run so many times faster.") { DefaultValueFactory = _ => 1 };
}
