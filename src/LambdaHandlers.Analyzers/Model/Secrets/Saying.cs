namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>How much a place demands of a value before it counts as a secret.</summary>
enum Demand
{
    /// <summary>An API takes it: weak ones count.</summary>
    Sink,
    /// <summary>A name says it.</summary>
    Name,
    /// <summary>A key or a comparison says it: words alone are labels.</summary>
    Strict,
}

/// <summary>One thing that a place says about the value in it.</summary>
/// <param name="Kind">What the value would be.</param>
/// <param name="Demand">How much must speak for it.</param>
/// <param name="Name">The name that says so.</param>
/// <param name="IsAws">True when it speaks of AWS.</param>
/// <param name="IsAuthorization">True for a header whose value begins with a scheme.</param>
readonly record struct Saying(Credential Kind, Demand Demand, string Name, bool IsAws = false, bool IsAuthorization = false);
