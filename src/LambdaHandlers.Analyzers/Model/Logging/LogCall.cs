using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>Whose log a call writes to.</summary>
enum Logger
{
    /// <summary>ILambdaLogger or LambdaLogger: the runtime's own.</summary>
    Lambda,
    /// <summary>Microsoft.Extensions.Logging, generated methods included.</summary>
    Microsoft,
    /// <summary>Powertools.</summary>
    Powertools,
    /// <summary>Serilog.</summary>
    Serilog,
    /// <summary>NLog.</summary>
    NLog,
    /// <summary>log4net.</summary>
    Log4Net,
    /// <summary>Standard output: the runtime makes a line of it.</summary>
    Console,
    /// <summary>Standard error.</summary>
    ConsoleError,
    /// <summary>System.Diagnostics.Debug and Trace: nobody listens in Lambda.</summary>
    Diagnostics,
    /// <summary>A logger of the user's own.</summary>
    Own,
}

/// <summary>How loud a line is. What has no level is <see cref="Unlevelled"/>, what we can't read too.</summary>
enum LogSeverity
{
    /// <summary>No level.</summary>
    Unlevelled,
    /// <summary>Trace or verbose.</summary>
    Trace,
    /// <summary>Debug.</summary>
    Debug,
    /// <summary>Information.</summary>
    Information,
    /// <summary>Warning.</summary>
    Warning,
    /// <summary>Error.</summary>
    Error,
    /// <summary>Critical or fatal.</summary>
    Critical,
}

/// <summary>A call that writes to a log.</summary>
sealed class LogCall
{
    internal LogCall(IInvocationOperation call, Logger logger, LogSeverity severity) => (Call, Logger, Severity) = (call, logger, severity);

    /// <summary>The call itself.</summary>
    public IInvocationOperation Call { get; }
    /// <summary>Whose log it is.</summary>
    public Logger Logger { get; }
    /// <summary>How loud.</summary>
    public LogSeverity Severity { get; }

    /// <summary>True for a level that is filtered out in production, and for what nobody hears.</summary>
    public bool IsFaint => Severity is LogSeverity.Trace or LogSeverity.Debug || Logger == Logger.Diagnostics;

    /// <summary>True for a line that no alarm and no search for errors finds: below Warning, or without a level.</summary>
    public bool IsQuiet => IsFaint || (Severity == LogSeverity.Information && Exception is null) || (Severity == LogSeverity.Unlevelled && Logger is Logger.Lambda or Logger.Console);

    /// <summary>True for the methods of the runtime's own logger that know levels and templates.</summary>
    public bool IsTemplated => Logger == Logger.Lambda && (Loggers.SeverityOf(Call.TargetMethod.Name) != LogSeverity.Unlevelled || Call.TargetMethod.Parameters.Any(parameter => parameter.Name is "level" or "logLevel"));

    /// <summary>True when the logger could take the exception in a parameter of its own; old versions of Amazon.Lambda.Core can't.</summary>
    public bool CouldTakeException => Exception is null && Call.TargetMethod.ContainingType.GetMembers(Call.TargetMethod.Name).OfType<IMethodSymbol>()
        .Any(other => other.Parameters.Any(parameter => IsException(parameter.Type)));

    /// <summary>The message or its template, or null.</summary>
    public IOperation? Message => Argument(parameter => parameter.Name is "message" or "messageTemplate" or "format" or "value" or "s");

    /// <summary>The exception in the parameter that is made for it, or null.</summary>
    public IOperation? Exception => Argument(parameter => IsException(parameter.Type));

    /// <summary>What fills the placeholders; null where the values come in an array that somebody else made.</summary>
    public ImmutableArray<IOperation>? Values
    {
        get
        {
            foreach (var argument in Call.Arguments)
                if (argument.Parameter is { IsParams: true })
                    return argument.ArgumentKind == ArgumentKind.ParamArray && argument.Value is IArrayCreationOperation { Initializer: { } initializer }
                        ? initializer.ElementValues : null;
            return ImmutableArray<IOperation>.Empty;
        }
    }

    /// <summary>Everything that is written, arguments of a <c>params</c> array one by one.</summary>
    public IEnumerable<IOperation> Written => Call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue)
        .SelectMany(argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } } ? initializer.ElementValues : ImmutableArray.Create(argument.Value));

    IOperation? Argument(Func<IParameterSymbol, bool> fits) => Call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && fits(parameter))?.Value;

    internal static bool IsException(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        return false;
    }
}
