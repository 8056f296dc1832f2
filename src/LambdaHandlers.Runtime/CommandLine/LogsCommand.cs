using System.CommandLine;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>The log of a function that runs in another terminal.</summary>
static class LogsCommand
{
    static readonly Argument<string> Function = new("function") { Description = "Its name." };
    static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on until Ctrl-C." };

    public static Command Create()
    {
        var command = new Command("logs", "The log of a function that runs in another terminal.") { Function, Follow, SharedOptions.Url };
        command.SetAction(async (line, cancelled) =>
        {
            for (var seen = 0; ; await Task.Delay(500, cancelled))
            {
                var answer = await RunningHost.GetAsync(line, $"logs/{Uri.EscapeDataString(line.GetValue(Function)!)}?after={seen}", cancelled);
                foreach (var entry in answer.GetProperty("Lines").EnumerateArray()) Screen.Line(entry.GetProperty("Text").GetString()!);
                seen = answer.GetProperty("Next").GetInt32();
                if (!line.GetValue(Follow)) return;
            }
        });
        return command;
    }
}
