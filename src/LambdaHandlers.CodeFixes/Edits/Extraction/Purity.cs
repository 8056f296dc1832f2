using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Whether code only computes: it waits for nothing, holds nothing, and asks nobody but its arguments.</summary>
static class Purity
{
    /// <summary>True when all that a run does, helpers included, is to compute.</summary>
    public static bool Of(Cargo cargo) => !cargo.Run.Awaits && !cargo.Ins.Any(each => each.IsLogger) && !cargo.Run.Nodes().Concat(cargo.Closure.Moved.SelectMany(moved => moved.DescendantNodes())).OfType<SimpleNameSyntax>()
        .Where(cargo.Leaves).Any(name => AsksTheWorld(cargo.Scene.Model.GetSymbolInfo(name, cargo.Scene.Cancellation).Symbol));

    static bool AsksTheWorld(ISymbol? symbol) => symbol is IMethodSymbol or IPropertySymbol && symbol.ContainingType is { } type && (type.Name switch
    {
        "Console" or "Environment" or "File" or "Directory" or "HttpClient" or "Random" or "Stopwatch" or "Debug" or "Trace" or "Thread" or "ConfigurationManager" or "Process" or "LambdaLogger" => true,
        "DateTime" or "DateTimeOffset" => symbol.Name is "Now" or "UtcNow" or "Today",
        "Guid" => symbol.Name.StartsWith("New", StringComparison.Ordinal) || symbol.Name.StartsWith("Create", StringComparison.Ordinal),
        _ => type.Name.StartsWith("ILogger", StringComparison.Ordinal) || type.Name.StartsWith("Logger", StringComparison.Ordinal) || type.Name.StartsWith("IAmazon", StringComparison.Ordinal) || (type.Name.StartsWith("Amazon", StringComparison.Ordinal) && type.Name.EndsWith("Client", StringComparison.Ordinal)),
    });
}
