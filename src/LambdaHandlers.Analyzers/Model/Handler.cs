using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>How sure we are that Lambda invokes it.</summary>
public enum Certainty
{
    /// <summary>Its shape says so.</summary>
    Probable,
    /// <summary>An attribute, a delegate handed to the bootstrap, a handler string or an option says so.</summary>
    Certain,
}

/// <summary>The programming model that made a method a handler.</summary>
public enum ProgrammingModel
{
    /// <summary>A class library, loaded through a handler string <c>Assembly::Type::Method</c>.</summary>
    ClassLibrary,
    /// <summary>An executable that hands a delegate to the bootstrap.</summary>
    Bootstrap,
    /// <summary><c>[LambdaFunction]</c>, wrapped by a source generator.</summary>
    Annotations,
    /// <summary>An ASP.NET Core host.</summary>
    AspNetCore,
}

/// <summary>One entry point that Lambda invokes, whichever programming model declared it.</summary>
public sealed class Handler(IMethodSymbol method, ProgrammingModel model, Certainty certainty)
{
    /// <summary>The method, local function or lambda.</summary>
    public IMethodSymbol Method => method;
    /// <summary>Who declared it.</summary>
    public ProgrammingModel Model => model;
    /// <summary>How sure we are.</summary>
    public Certainty Certainty => certainty;
    /// <summary>True when the operation lies in this handler's own text.</summary>
    public bool Encloses(IOperation operation) => false;
}
