using System.CommandLine;
using System.CommandLine.Invocation;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>What the tool ends with.</summary>
enum ExitCode { Fine = 0, Finding = 1, Usage = 2, NotLoaded = 3 }

/// <summary>The dotnet tool lambda-handlers.</summary>
static class Cli
{
    const string Description = """
        Runs AWS Lambda functions written in C# on this machine as Lambda would: no Docker, no account.

        Examples:
          lambda-handlers run                          build and serve the function in this folder
          lambda-handlers invoke -e event.json --tail  one event, with its log
          lambda-handlers check events/                does an answer depend on who was served before?
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(Description) { RunCommand.Create(), InvokeCommand.Create(), CheckCommand.Create(), LoadCommand.Create(), EventsCommand.Create(), LogsCommand.Create(), BillCommand.Create() };
        var line = root.Parse(arguments);
        if (line.Action is ParseErrorAction mistake) mistake.ShowHelp = line.CommandResult.Command.Subcommands.Count > 0; // Which command is the question; an option is named in one line.
        try
        {
            // Ctrl-C and SIGTERM cancel; what was started gets the time to be ended.
            var code = await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
            return line.Errors.Count == 0 ? code : (int)ExitCode.Usage;
        }
        catch (Exception exception) when (exception is ConfigurationException or IOException)
        {
            Screen.Problem(exception.Message);
            return (int)ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Fine;
        }
    }
}
