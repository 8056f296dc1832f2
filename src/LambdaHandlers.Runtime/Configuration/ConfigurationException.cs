using System.Text.Json;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>What stands in a file or on the command line is not as Lambda would take it.</summary>
public sealed class ConfigurationException(string message) : Exception(message)
{
    /// <summary>Somewhere in a file.</summary>
    public ConfigurationException(string file, long line, string message) : this($"{file}({line}): {message}") { }

    /// <summary>In a file that is not JSON.</summary>
    public ConfigurationException(string file, JsonException exception) : this(file, 1 + exception.LineNumber ?? 1, exception.Message.Split(" LineNumber: ")[0]) { }
}
