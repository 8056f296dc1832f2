using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging;

/// <summary>The structured logger: one line of JSON a message, with the keys that were appended.</summary>
public static class Logger
{
    static readonly AsyncLocal<Dictionary<string, object>> Keys = new();

    static Dictionary<string, object> Appended => Keys.Value ??= [];

    /// <summary>Stays for all later messages, of later invocations too, until it is removed.</summary>
    public static void AppendKey(string key, object value) => Appended[key] = value;

    public static void AppendKeys(IEnumerable<KeyValuePair<string, object>> keys)
    {
        foreach (var (key, value) in keys) AppendKey(key, value);
    }

    public static void AppendKeys(IEnumerable<KeyValuePair<string, string>> keys)
    {
        foreach (var (key, value) in keys) AppendKey(key, value);
    }

    public static void RemoveKeys(params string[] keys)
    {
        foreach (var key in keys) Appended.Remove(key);
    }

    public static void RemoveAllKeys() => Appended.Clear();

    public static IEnumerable<KeyValuePair<string, object>> GetAllKeys() => Appended;

    public static void Log(LogLevel logLevel, object message) => Write(logLevel, null, message);
    public static void Log(LogLevel logLevel, Exception exception) => Write(logLevel, exception, exception?.Message);
    public static void Log(LogLevel logLevel, string message, params object[] args) => Write(logLevel, null, message, args);
    public static void Log(LogLevel logLevel, EventId eventId, string message, params object[] args) => Write(logLevel, null, message, args);
    public static void Log(LogLevel logLevel, Exception exception, string message, params object[] args) => Write(logLevel, exception, message, args);
    public static void Log(LogLevel logLevel, EventId eventId, Exception exception, string message, params object[] args) => Write(logLevel, exception, message, args);

    public static void LogTrace(object message) => Write(LogLevel.Trace, null, message);
    public static void LogTrace(Exception exception) => Write(LogLevel.Trace, exception, exception?.Message);
    public static void LogTrace(string message, params object[] args) => Write(LogLevel.Trace, null, message, args);
    public static void LogTrace(EventId eventId, string message, params object[] args) => Write(LogLevel.Trace, null, message, args);
    public static void LogTrace(Exception exception, string message, params object[] args) => Write(LogLevel.Trace, exception, message, args);
    public static void LogTrace(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Trace, exception, message, args);
    public static void LogTrace<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Trace, null, message, args, extraKeys);
    public static void LogTrace<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Trace, exception, message, args, extraKeys);

    public static void LogDebug(object message) => Write(LogLevel.Debug, null, message);
    public static void LogDebug(Exception exception) => Write(LogLevel.Debug, exception, exception?.Message);
    public static void LogDebug(string message, params object[] args) => Write(LogLevel.Debug, null, message, args);
    public static void LogDebug(EventId eventId, string message, params object[] args) => Write(LogLevel.Debug, null, message, args);
    public static void LogDebug(Exception exception, string message, params object[] args) => Write(LogLevel.Debug, exception, message, args);
    public static void LogDebug(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Debug, exception, message, args);
    public static void LogDebug<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Debug, null, message, args, extraKeys);
    public static void LogDebug<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Debug, exception, message, args, extraKeys);

    public static void LogInformation(object message) => Write(LogLevel.Information, null, message);
    public static void LogInformation(Exception exception) => Write(LogLevel.Information, exception, exception?.Message);
    public static void LogInformation(string message, params object[] args) => Write(LogLevel.Information, null, message, args);
    public static void LogInformation(EventId eventId, string message, params object[] args) => Write(LogLevel.Information, null, message, args);
    public static void LogInformation(Exception exception, string message, params object[] args) => Write(LogLevel.Information, exception, message, args);
    public static void LogInformation(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Information, exception, message, args);
    public static void LogInformation<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Information, null, message, args, extraKeys);
    public static void LogInformation<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Information, exception, message, args, extraKeys);

    public static void LogWarning(object message) => Write(LogLevel.Warning, null, message);
    public static void LogWarning(Exception exception) => Write(LogLevel.Warning, exception, exception?.Message);
    public static void LogWarning(string message, params object[] args) => Write(LogLevel.Warning, null, message, args);
    public static void LogWarning(EventId eventId, string message, params object[] args) => Write(LogLevel.Warning, null, message, args);
    public static void LogWarning(Exception exception, string message, params object[] args) => Write(LogLevel.Warning, exception, message, args);
    public static void LogWarning(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Warning, exception, message, args);
    public static void LogWarning<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Warning, null, message, args, extraKeys);
    public static void LogWarning<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Warning, exception, message, args, extraKeys);

    public static void LogError(object message) => Write(LogLevel.Error, null, message);
    public static void LogError(Exception exception) => Write(LogLevel.Error, exception, exception?.Message);
    public static void LogError(string message, params object[] args) => Write(LogLevel.Error, null, message, args);
    public static void LogError(EventId eventId, string message, params object[] args) => Write(LogLevel.Error, null, message, args);
    public static void LogError(Exception exception, string message, params object[] args) => Write(LogLevel.Error, exception, message, args);
    public static void LogError(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Error, exception, message, args);
    public static void LogError<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Error, null, message, args, extraKeys);
    public static void LogError<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Error, exception, message, args, extraKeys);

    public static void LogCritical(object message) => Write(LogLevel.Critical, null, message);
    public static void LogCritical(Exception exception) => Write(LogLevel.Critical, exception, exception?.Message);
    public static void LogCritical(string message, params object[] args) => Write(LogLevel.Critical, null, message, args);
    public static void LogCritical(EventId eventId, string message, params object[] args) => Write(LogLevel.Critical, null, message, args);
    public static void LogCritical(Exception exception, string message, params object[] args) => Write(LogLevel.Critical, exception, message, args);
    public static void LogCritical(EventId eventId, Exception exception, string message, params object[] args) => Write(LogLevel.Critical, exception, message, args);
    public static void LogCritical<T>(T extraKeys, string message, params object[] args) where T : class => Write(LogLevel.Critical, null, message, args, extraKeys);
    public static void LogCritical<T>(T extraKeys, Exception exception, string message, params object[] args) where T : class => Write(LogLevel.Critical, exception, message, args, extraKeys);

    static void Write(LogLevel level, Exception exception, object message, object[] args = null, object extra = null)
    {
        var line = new Dictionary<string, object>(Appended) { ["level"] = level.ToString(), ["message"] = message };
        if (args is { Length: > 0 }) line["args"] = args.Select(arg => arg?.ToString());
        if (extra is not null) line["extra"] = extra;
        if (exception is not null) line["exception"] = exception.ToString();
        Console.WriteLine(JsonSerializer.Serialize(line));
    }
}
