using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>How a secret was told.</summary>
enum Evidence
{
    /// <summary>By its own format.</summary>
    Format,
    /// <summary>By the text around it: a connection string, a URL, a header.</summary>
    Text,
    /// <summary>By the API that takes it.</summary>
    Sink,
    /// <summary>By a name.</summary>
    Name,
}

/// <summary>A secret in the source. It knows where, and what to call it; it does not hold the value.</summary>
/// <param name="Expression">The outermost expression.</param>
/// <param name="Evidence">How it was told.</param>
/// <param name="What">What a message calls it: the name of the format or of the kind.</param>
/// <param name="Name">The symbol, parameter or key that holds it, where one is known.</param>
/// <param name="IsAws">True for what opens an AWS account.</param>
/// <param name="IsFallback">True when it stands in for a configuration that was not found.</param>
/// <param name="IsWeak">True for what deserves a hint rather than a warning: hosts of this machine, keys of a test mode, mere words.</param>
sealed record HardCodedSecret(
    ExpressionSyntax Expression, Evidence Evidence, string What, string? Name, bool IsAws, bool IsFallback, bool IsWeak)
{
    /// <summary>How a message begins: with the symbol, never with anything of the value.</summary>
    public string Subject => Name is null ? "This value" : $"'{Name}'";
}
