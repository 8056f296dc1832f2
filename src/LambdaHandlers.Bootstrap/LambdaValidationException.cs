namespace LambdaHandlers.Bootstrap;

/// <summary>The handler string names something that Lambda will not run. The type's name is what the caller sees as errorType.</summary>
sealed class LambdaValidationException(string message) : Exception(message);
