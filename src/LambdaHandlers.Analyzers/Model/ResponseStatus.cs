using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Tells whether a response is answered without anybody having set its status code.</summary>
static class ResponseStatus
{
    /// <summary>True for a response that is created without a status and returned as it is, or through a local that nobody else gets hold of.</summary>
    /// <param name="creation">Where it is created.</param>
    /// <param name="frame">The handler's own code around it.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static bool IsMissing(IObjectCreationOperation creation, SyntaxNode frame, CancellationToken cancellation) =>
        creation.Arguments.IsEmpty && !Sets(creation) && (IsAnswer(creation) || (Local(creation) is { } local && IsAnswerWithoutStatus(local, frame, creation.SemanticModel!, cancellation)));

    static bool Sets(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.Any(each => each is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "StatusCode" } }) == true;

    // return new …; Task.FromResult(new …); either arm of a choice.
    static bool IsAnswer(IOperation value) => value.Parent switch
    {
        IReturnOperation => true,
        IConversionOperation or IParenthesizedOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation => IsAnswer(value.Parent),
        IConditionalOperation choice => choice.Condition != value && IsAnswer(choice),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" } } call } => IsAnswer(call),
        _ => false,
    };

    static ILocalSymbol? Local(IOperation value) => value.Parent switch
    {
        IConversionOperation conversion => Local(conversion),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => local,
        _ => null,
    };

    // Nothing but its other properties is touched, and it is returned: whoever else gets hold of it may set the status.
    static bool IsAnswerWithoutStatus(ILocalSymbol local, SyntaxNode frame, SemanticModel model, CancellationToken cancellation)
    {
        var isReturned = false;
        foreach (var name in Mentions.Of(local, frame, model, cancellation))
            switch (model.GetOperation(name, cancellation))
            {
                case { Parent: IPropertyReferenceOperation { Property.Name: not "StatusCode" } }: break;
                case { } use when IsAnswer(use): isReturned = true; break;
                default: return false;
            }
        return isReturned;
    }
}
