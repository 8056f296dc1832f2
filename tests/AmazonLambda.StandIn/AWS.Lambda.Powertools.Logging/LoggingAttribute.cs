using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging;

/// <summary>Logs around a handler. The real one is woven in; here it is a mark only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LoggingAttribute : Attribute
{
    public string Service { get; set; }
    public LogLevel LogLevel { get; set; } = LogLevel.None;
    public double SamplingRate { get; set; }

    /// <summary>True writes the whole event into the log.</summary>
    public bool LogEvent { get; set; }
    public string CorrelationIdPath { get; set; }

    /// <summary>True forgets appended keys after each invocation.</summary>
    public bool ClearState { get; set; }
    public LoggerOutputCase LoggerOutputCase { get; set; } = LoggerOutputCase.Default;
}

/// <summary>How keys are written.</summary>
public enum LoggerOutputCase
{
    Default,
    CamelCase,
    PascalCase,
    SnakeCase,
}
