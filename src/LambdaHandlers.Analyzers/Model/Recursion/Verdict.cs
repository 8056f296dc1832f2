namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>What is wrong with a loop.</summary>
enum Verdict
{
    /// <summary>Every way through it leads round again.</summary>
    NoWayOut,
    /// <summary>It has a way out, but no round comes nearer to it.</summary>
    NoProgress,
    /// <summary>It tries the same again until that works, and nothing counts how often.</summary>
    Uncounted,
    /// <summary>The event decides how often it goes round.</summary>
    DepthOfTheEvent,
}
