using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>What the type of a caught exception says about why it is caught.</summary>
static class CaughtExceptions
{
    /// <summary>True for a type that says what happened is one of the ordinary outcomes: nothing there, already there, done before, cancelled.</summary>
    public static bool IsExpected(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at.Name is "OperationCanceledException" || IsExpectedName(at.Name))
                return true;
        return false;
    }

    /// <summary>True for a cancellation, as which a timeout of <c>HttpClient</c> comes too.</summary>
    public static bool IsCancellation(ITypeSymbol? type) => type is { Name: "OperationCanceledException" or "TaskCanceledException" };

    static bool IsExpectedName(string name) =>
        name.EndsWith("NotFoundException", StringComparison.Ordinal) || name.EndsWith("NotExistException", StringComparison.Ordinal) || name.EndsWith("ExistsException", StringComparison.Ordinal)
        || name.StartsWith("ConditionalCheckFailed", StringComparison.Ordinal) || name.StartsWith("NoSuch", StringComparison.Ordinal)
        || name.Contains("Idempotency") || name.Contains("Idempotent") || name.Contains("Duplicate") || name.Contains("AlreadyExist") || name.Contains("AlreadyOwned") || name.Contains("AlreadyProcessed")
        || name is "ResourceInUseException" or "NotModifiedException" or "GoneException" or "TaskCanceledException";

    /// <summary>True for a type that says a text could not be read; <c>Enum.Parse</c> says so with an ArgumentException.</summary>
    public static bool IsAboutParsing(ITypeSymbol? type) =>
        type is { Name: "FormatException" or "OverflowException" or "JsonException" or "UriFormatException" or "JsonReaderException" or "JsonSerializationException" or "XmlException" or "InvalidCastException" or "ArgumentException" };

    /// <summary>True for a type that catches everything: none, Exception, SystemException.</summary>
    public static bool IsBroad(ITypeSymbol? type) =>
        type is null || type.SpecialType == SpecialType.System_Object || type is { Name: "Exception" or "SystemException" or "ApplicationException", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>True for a type that stands for whatever may go wrong in a service, a connection or a file; or for everything.</summary>
    public static bool IsWide(ITypeSymbol? type) =>
        IsBroad(type) || type is { Name: "HttpRequestException" or "WebException" or "SocketException" or "IOException" or "TimeoutException" or "AggregateException" or "DbException" or "SqlException" or "InvalidOperationException" }
        || (type!.Name is var name && name.StartsWith("Amazon", StringComparison.Ordinal) && name.EndsWith("Exception", StringComparison.Ordinal));
}
