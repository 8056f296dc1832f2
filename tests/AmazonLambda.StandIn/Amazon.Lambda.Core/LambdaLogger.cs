using System.Runtime.Versioning;
using System.Text.Json;

namespace Amazon.Lambda.Core;

/// <summary>Logs without a context at hand. A runtime puts its own actions into the private fields, by reflection.</summary>
public static class LambdaLogger
{
    // The names are a contract: RuntimeSupport, and every runtime that plays its part, sets these three fields.
    private static Action<string> _loggingAction = Console.WriteLine;
    private static Action<string, string, object[]> _loggingWithLevelAction = (_, message, _) => Console.WriteLine(message);
    private static Action<string, Exception, string, object[]> _loggingWithLevelAndExceptionAction = (_, exception, message, _) =>
    {
        Console.WriteLine(message);
        Console.WriteLine(exception);
    };

    public static void Log(string message) => _loggingAction(message);
    public static void Log(string level, string message, params object[] args) => _loggingWithLevelAction(level, message, args);
    public static void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);
    public static void Log(string level, Exception exception, string message, params object[] args) =>
        _loggingWithLevelAndExceptionAction(level, exception, message, args);
    public static void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);

    [RequiresPreviewFeatures("Structured logging can be configured as a preview.")]
    public static void ConfigureStructuredLogging(StructuredLoggingOptions options) => StructuredLogging = options?.OverrideSerializerOptions;

    internal static JsonSerializerOptions StructuredLogging { get; private set; }

    internal static void Use(ILambdaLogger logger)
    {
        _loggingAction = logger.LogLine;
        _loggingWithLevelAction = logger.Log;
        _loggingWithLevelAndExceptionAction = logger.Log;
    }
}

/// <summary>How values are written into a JSON log.</summary>
public class StructuredLoggingOptions
{
    public JsonSerializerOptions OverrideSerializerOptions { get; set; }
}
