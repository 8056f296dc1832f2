using System.Collections.Concurrent;
using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>
/// The catalogue of loggers: the runtime's own, the well-known libraries', and those of the user's own making, which are known by what they do.
/// </summary>
sealed class Loggers
{
    /// <summary>Types of the user's own that log, by their full name.</summary>
    public static readonly Option<string[]> Types = Option.Names("logger_types");

    const int MostDepth = 3;

    readonly LambdaProject _project;
    readonly ConcurrentDictionary<IMethodSymbol, (Logger Logger, LogSeverity Severity)?> _known = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<IMethodSymbol, bool> _traces = new(SymbolEqualityComparer.Default);

    internal Loggers(LambdaProject project) => _project = project;

    /// <summary>The log call that an operation is, or null.</summary>
    public LogCall? At(IOperation operation)
    {
        if (operation is not IInvocationOperation call) return null;
        if (ConsoleWriter(call) is { } console) return new LogCall(call, console, LogSeverity.Unlevelled);
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            // What LoggerMessage.Define made: an Action that takes the logger first.
            return method.Parameters.Length > 1 && IsLoggerType(method.Parameters[0].Type) ? new LogCall(call, Logger.Microsoft, LogSeverity.Unlevelled) : null;
        var found = Of(method, MostDepth);
        return found is var (logger, severity) ? new LogCall(call, logger, severity == LogSeverity.Unlevelled ? FromArgument(call) : severity) : null;
    }

    /// <summary>True for a type that is made to log: a library's, or one of the user's own with a name that says so.</summary>
    public bool IsLoggerType(ITypeSymbol? type) =>
        type is not null && (Library(type) is not null || IsNamedOption(type) || (SaysLog(type.Name) && !type.Name.EndsWith("Attribute", StringComparison.Ordinal) && !Names.IsEnvironment(type))
            || type.AllInterfaces.Any(contract => Library(contract) is not null));

    /// <summary>True when running a method leaves a trace in a log, directly or through what it calls in this project.</summary>
    public bool Traces(IMethodSymbol method, CancellationToken cancellation) => Traces(method, MostDepth, cancellation);

    bool Traces(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        if (Of(method, 1) is not null) return true;
        if (depth == 0 || Declared.In(method, _project.Compilation).IsEmpty) return false;
        if (_traces.TryGetValue(method, out var known)) return known;
        var found = false;
        foreach (var operation in Body(method, cancellation))
            if (At(operation) is { IsFaint: false } || (operation is IInvocationOperation inner && !SymbolEqualityComparer.Default.Equals(inner.TargetMethod, method) && Traces(inner.TargetMethod, depth - 1, cancellation)))
            {
                found = true;
                break;
            }
        // What was cut off by the depth is not remembered as silent.
        if (found || depth == MostDepth) _traces[method] = found;
        return found;
    }

    internal IEnumerable<IOperation> Body(IMethodSymbol method, CancellationToken cancellation) =>
        Bodies.Of(method, _project.Compilation, cancellation).SelectMany(body => body.DescendantsAndSelf());

    (Logger, LogSeverity)? Of(IMethodSymbol method, int depth)
    {
        method = method.OriginalDefinition;
        if (_known.TryGetValue(method, out var known)) return known;
        var found = Recognise(method, depth);
        if (found is not null || depth == MostDepth) _known[method] = found;
        return found;
    }

    (Logger, LogSeverity)? Recognise(IMethodSymbol method, int depth)
    {
        if ((method.ReducedFrom ?? method).ContainingType is not { } type) return null;
        if (Library(type) is { } library)
            return (library == Logger.Diagnostics ? Names.Words(method.Name)[0] is "Write" or "Print" or "Trace" : SeverityOf(method.Name) != LogSeverity.Unlevelled || IsPlainName(method.Name)) ? (library, SeverityOf(method.Name)) : null;
        if (Generated(method) is { } severity) return (Logger.Microsoft, severity);
        if (!TakesText(method) || !ReturnsNothing(method)) return null;
        if (type.AllInterfaces.FirstOrDefault(contract => Library(contract) is not null) is { } contract && (SeverityOf(method.Name) != LogSeverity.Unlevelled || IsPlainName(method.Name)))
            return (Library(contract)!.Value, SeverityOf(method.Name));
        if (IsNamedOption(type)) return (Logger.Own, SeverityOf(method.Name));
        if (IsHomeMade(method, type) || TakesLevel(method) || (depth > 0 && IsWrapper(method, depth))) return (Logger.Own, SeverityOf(method.Name));
        return null;
    }

    static Logger? Library(ITypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space switch
        {
            "Amazon.Lambda.Core" when type.Name is "ILambdaLogger" or "LambdaLogger" => Logger.Lambda,
            "System.Diagnostics" when type.Name is "Debug" or "Trace" => Logger.Diagnostics,
            "log4net" when type.Name == "ILog" => Logger.Log4Net,
            "log4net.Util" when type.Name == "ILogExtensions" => Logger.Log4Net,
            _ when space.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal) && type.Name.Contains("Logger") && !type.Name.Contains("Provider") => Logger.Microsoft,
            _ when space.StartsWith("AWS.Lambda.Powertools.Logging", StringComparison.Ordinal) && type.Name.Contains("Logger") => Logger.Powertools,
            _ when space == "Serilog" && type.Name is "Log" or "ILogger" => Logger.Serilog,
            _ when space == "NLog" && type.Name.Contains("Logger") => Logger.NLog,
            _ => null,
        };
    }

    // Console.WriteLine(…), Console.Out.Write(…), Console.Error.WriteLine(…)
    static Logger? ConsoleWriter(IInvocationOperation call)
    {
        if (!call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal)) return null;
        if (IsConsole(call.TargetMethod.ContainingType)) return Logger.Console;
        return call.Instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error" } writer } && IsConsole(writer.ContainingType)
            ? writer.Name == "Error" ? Logger.ConsoleError : Logger.Console : null;
    }

    static bool IsConsole(INamedTypeSymbol? type) => type is { Name: "Console", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    // [LoggerMessage(Level = LogLevel.Error, Message = "…")] static partial void OrderFailed(…);
    static LogSeverity? Generated(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
            if (attribute.AttributeClass is { Name: "LoggerMessageAttribute" })
                foreach (var value in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(pair => pair.Value)).Append(default))
                    if (value.IsNull) return LogSeverity.Unlevelled;
                    else if (value.Type?.Name == "LogLevel" && value.Value is int level) return (LogSeverity)(level + 1);
        return null;
    }

    bool IsNamedOption(ITypeSymbol type)
    {
        var declarations = Declared.In(type, _project.Compilation);
        if (declarations.IsEmpty && _project.Compilation.SyntaxTrees.IsEmpty) return false;
        var tree = declarations.FirstOrDefault()?.SyntaxTree ?? _project.Compilation.SyntaxTrees[0];
        var names = Types.Read(_project.Options.AnalyzerConfigOptionsProvider.GetOptions(tree));
        return names.Length > 0 && names.Contains(type.OriginalDefinition.ToDisplayString(Names.Full));
    }

    /// <summary>A method that is called like a logger's, takes a text or an exception and returns nothing.</summary>
    static bool IsHomeMade(IMethodSymbol method, INamedTypeSymbol type) =>
        (SaysLog(type.Name) && !Names.IsEnvironment(type) && (SeverityOf(method.Name) != LogSeverity.Unlevelled || IsPlainName(method.Name)))
        || (Names.Words(method.Name) is ["Log", ..] or ["Write", "Log", ..] or ["Write", "To", "Log", ..] or ["Add", "Log", ..] or ["Trace", "Log", ..] && !Names.IsEnvironment(type));

    /// <summary>A method of the project whose every call writes to a log.</summary>
    bool IsWrapper(IMethodSymbol method, int depth)
    {
        if (Declared.In(method, _project.Compilation).IsEmpty) return false;
        var logs = false;
        foreach (var operation in Body(method, CancellationToken.None))
            if (operation is IInvocationOperation { Parent: IExpressionStatementOperation or IAwaitOperation or IReturnOperation } call)
            {
                if (ConsoleWriter(call) is null && Of(call.TargetMethod, depth - 1) is null) return false;
                logs = true;
            }
            else if (operation is IAwaitOperation or ILoopOperation or IAssignmentOperation { Parent: IExpressionStatementOperation }) return false;
        return logs;
    }

    static bool TakesText(IMethodSymbol method) => method.Parameters.Any(parameter =>
        parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Object || LogCall.IsException(parameter.Type) || parameter.Type.TypeKind == TypeKind.TypeParameter
        || parameter.Type.Name is "FormattableString" || parameter.Type.Name.EndsWith("StringHandler", StringComparison.Ordinal) || parameter.Type.TypeKind == TypeKind.Delegate);

    // Note(string text, Severity severity): what is written down at a level is a log, whatever it is called.
    static bool TakesLevel(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String)
        && method.Parameters.Any(parameter => parameter.Type is { TypeKind: TypeKind.Enum, Name: var name } && (name.EndsWith("Level", StringComparison.Ordinal) || name.EndsWith("Severity", StringComparison.Ordinal))
            && parameter.Type.GetMembers().Count(member => member is IFieldSymbol && SeverityOfWord(member.Name) != LogSeverity.Unlevelled) > 1);

    static bool ReturnsNothing(IMethodSymbol method) => method.ReturnsVoid || method.ReturnType is { Name: "Task" or "ValueTask" } and INamedTypeSymbol { Arity: 0 };

    // Logger, IAppLog, LoggingService; not Catalog, Login, Dialog, LogicApp.
    static bool SaysLog(string name) => name.IndexOf("log", StringComparison.OrdinalIgnoreCase) >= 0 && Names.Words(name).Any(word => word is "Log" or "Logger" or "Logging" or "Logs" or "Loggers");

    static bool IsPlainName(string name) => name is "Log" or "LogLine" or "LogAsync" or "LogMessage" or "Write" or "WriteLine" or "WriteLog" or "LogFormat" or "LogException" or "LogEvent" or "LogText" or "LogJson";

    /// <summary>The level that a method's name says: LogError, Warn, InfoFormat, LogFatalAsync.</summary>
    internal static LogSeverity SeverityOf(string name)
    {
        var words = Names.Words(name);
        foreach (var word in words.Length > 0 && words[0] is "Log" or "Write" ? words.Skip(1).Take(2) : words.Take(1))
            if (SeverityOfWord(word) is var severity and not LogSeverity.Unlevelled)
                return severity;
        return LogSeverity.Unlevelled;
    }

    static LogSeverity SeverityOfWord(string word) => word.ToUpperInvariant() switch
    {
        "TRACE" or "VERBOSE" or "FINE" => LogSeverity.Trace,
        "DEBUG" => LogSeverity.Debug,
        "INFO" or "INFORMATION" or "NOTICE" => LogSeverity.Information,
        "WARN" or "WARNING" => LogSeverity.Warning,
        "ERROR" or "ERR" or "EXCEPTION" => LogSeverity.Error,
        "FATAL" or "CRITICAL" => LogSeverity.Critical,
        _ => LogSeverity.Unlevelled,
    };

    // Log(LogLevel.Error, …), Write(LogEventLevel.Warning, …), Log("Information", …)
    static LogSeverity FromArgument(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter is { } parameter && (parameter.Type.Name.EndsWith("Level", StringComparison.Ordinal) || parameter.Type.Name.EndsWith("Severity", StringComparison.Ordinal) || parameter.Name is "level" or "logLevel" or "severity"))
                return argument.Value switch
                {
                    IFieldReferenceOperation field => SeverityOfWord(field.Field.Name),
                    // LogLevel.Error.ToString()
                    IInvocationOperation { TargetMethod.Name: "ToString", Instance: IFieldReferenceOperation field } => SeverityOfWord(field.Field.Name),
                    { ConstantValue: { HasValue: true, Value: string text } } => SeverityOfWord(text),
                    _ => LogSeverity.Unlevelled,
                };
        return LogSeverity.Unlevelled;
    }
}
