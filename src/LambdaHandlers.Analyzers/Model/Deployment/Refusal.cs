using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>Something that Lambda refuses when a function is deployed.</summary>
/// <param name="Place">The smallest value that tells.</param>
/// <param name="What">What is refused, as a part of a sentence.</param>
/// <param name="Cure">What to do, as a part of a sentence.</param>
/// <param name="Instead">What can be written in its place, or null.</param>
sealed record Refusal(Location Place, string What, string Cure, string? Instead = null);
