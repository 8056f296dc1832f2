using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What in an event says which of several things is wanted: method and path over HTTP, the name of a change in a stream, an action or a command in a message.</summary>
sealed class Discriminator(Handler handler, SemanticModel model, CancellationToken cancellation)
{
    const int MostHops = 5;

    static readonly HashSet<string> OverHttp = new(StringComparer.Ordinal) { "HttpMethod", "Method", "RouteKey", "Path", "RawPath", "Resource" };

    // What a deployment decides. A RequestType is not among them: custom resources and skills have one endpoint for all of theirs.
    static readonly HashSet<string> Kinds = new(StringComparer.Ordinal) { "Event", "Message", "Job", "Task", "Detail", "Action", "Command", "Operation" };

    int _hops;

    /// <summary>The values that a condition asks for, all of them the event's; null where it asks anything else.</summary>
    public IReadOnlyList<string>? AskedBy(IOperation condition) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => AskedBy(inner),
        IConversionOperation { Operand: var inner } => AskedBy(inner),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
            AskedBy(both.LeftOperand) is { } left && AskedBy(both.RightOperand) is { } right ? [.. left, .. right] : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => Compared(equal.LeftOperand, equal.RightOperand),
        IIsPatternOperation { Value: var value, Pattern: var pattern } => Says(value) ? Of(pattern) : null,
        IInvocationOperation { TargetMethod: { Name: "Equals" or "StartsWith" or "EndsWith", ContainingType.SpecialType: SpecialType.System_String } } call =>
            call switch
            {
                { Instance: { } asked, Arguments: [var other, ..] } => Compared(asked, other.Value),
                { Arguments: [var one, var other, ..] } => Compared(one.Value, other.Value),
                _ => null,
            },
        _ => null,
    };

    /// <summary>The values that a case of a switch asks for; null for the default and for what asks more.</summary>
    public static IReadOnlyList<string>? AskedBy(ISwitchCaseOperation section)
    {
        var values = new List<string>();
        foreach (var clause in section.Clauses)
            if (clause is ISingleValueCaseClauseOperation { Value: var value } && Constant(value) is { } constant) values.Add(constant);
            else if (clause is IPatternCaseClauseOperation { Guard: null, Pattern: var pattern } && Of(pattern) is { } several) values.AddRange(several);
            else return null;
        return values;
    }

    /// <summary>True for a value that is such a member of the event, however it was read.</summary>
    public bool Says(IOperation value) => value switch
    {
        IConversionOperation { Operand: var inner } => Says(inner),
        IParenthesizedOperation { Operand: var inner } => Says(inner),
        ICoalesceOperation { Value: var inner } => Says(inner),
        IConditionalAccessOperation { WhenNotNull: var inner } => Says(inner),
        ITupleOperation { Elements: { Length: > 0 } parts } => parts.All(Says),
        IConditionalAccessInstanceOperation => AskedOf(value) is { } asked && Says(asked),
        ILocalReferenceOperation { Local: var local } => Initial(local) is { } initial && Says(initial),
        IParameterReferenceOperation { Parameter: var parameter } => IsInput(parameter) && IsTelling(parameter.Name),
        IInvocationOperation { TargetMethod.Name: "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant" or "Trim" or "GetString", Instance: { } inner } => Says(inner),
        IInvocationOperation { TargetMethod.Name: "GetProperty", Instance: { } from, Arguments: [var key, ..] } => IsTelling(Constant(key.Value)) && IsOfEvent(from),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } from, Arguments: [var key] } => IsTelling(Constant(key.Value)) && IsOfEvent(from),
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol, Instance: { } from } member => IsTelling(member.Member.Name) && IsOfEvent(from),
        _ => false,
    };

    /// <summary>True for what comes from the event: the input itself, its records, what was read out of it.</summary>
    public bool IsOfEvent(IOperation value) => value.DescendantsAndSelf().Any(part => part switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => IsInput(parameter),
        ILocalReferenceOperation { Local: var local } => Initial(local) is { } initial && IsOfEvent(initial),
        IConditionalAccessInstanceOperation => AskedOf(part) is { } asked && IsOfEvent(asked),
        _ => false,
    });

    /// <summary>What a local was made of: its initialiser, or what its loop goes over.</summary>
    public IOperation? Initial(ILocalSymbol local)
    {
        if (_hops == MostHops || local.DeclaringSyntaxReferences is not [var declaration] || declaration.SyntaxTree != model.SyntaxTree) return null;
        _hops++;
        try
        {
            // Not of the value's own syntax: x! has none.
            return model.GetOperation(declaration.GetSyntax(cancellation), cancellation) switch
            {
                IVariableDeclaratorOperation declarator => declarator.GetVariableInitializer()?.Value,
                IForEachLoopOperation loop => loop.Collection,
                _ => null,
            };
        }
        finally { _hops--; }
    }

    bool IsInput(IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, handler.Method) && !SymbolEqualityComparer.Default.Equals(parameter, handler.Context);

    bool IsTelling(string? name) => name is not null && handler.Source switch
    {
        EventSource.ApiGatewayRest or EventSource.ApiGatewayHttp or EventSource.ApiGatewayWebSocket or EventSource.LoadBalancer => OverHttp.Contains(name),
        EventSource.DynamoDb or EventSource.S3 => name == "EventName",
        // Who signs in, and how, is one question.
        EventSource.ApiGatewayAuthorizer or EventSource.Cognito => false,
        EventSource.Custom when OverHttp.Contains(name) => true,
        _ => IsVerb(Names.Words(name.Replace('-', '_'))),
    };

    bool IsVerb(string[] words) => words switch
    {
        [.., "Action" or "Command" or "Operation"] => true,
        [.., var kind, "Type"] => Kinds.Contains(kind),
        // By the type of a customer one task is done in several ways; they have a result in common.
        ["Type"] => handler.Output is null or { SpecialType: SpecialType.System_Object or SpecialType.System_String } || EventSources.IsAwsEvent(handler.Output),
        _ => false,
    };

    IReadOnlyList<string>? Compared(IOperation one, IOperation other) =>
        Constant(other) is { } value && Says(one) ? [value] : Constant(one) is { } first && Says(other) ? [first] : null;

    static IReadOnlyList<string>? Of(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value: var value } => Constant(value) is { } constant ? [constant] : null,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or, LeftPattern: var left, RightPattern: var right } => Of(left) is { } one && Of(right) is { } other ? [.. one, .. other] : null,
        IRecursivePatternOperation { DeconstructionSubpatterns: { Length: > 0 } parts, PropertySubpatterns.IsEmpty: true, DeclaredSymbol: null } =>
            parts.Select(Of).ToList() is var read && read.All(each => each is not null) ? [.. read.SelectMany(each => each!)] : null,
        IDiscardPatternOperation => [],
        _ => null,
    };

    static string? Constant(IOperation value) => value switch
    {
        IConversionOperation { Operand: var inner } when !value.ConstantValue.HasValue => Constant(inner),
        IFieldReferenceOperation { Field: { IsStatic: true, ContainingType.TypeKind: TypeKind.Enum } field } => field.Name,
        { ConstantValue: { HasValue: true, Value: string { Length: > 0 } text } } => text,
        _ => null,
    };

    // In a?.B what is asked for B is a.
    static IOperation? AskedOf(IOperation instance)
    {
        for (var at = instance; at.Parent is { } parent; at = parent)
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == at) return access.Operation;
        return null;
    }
}
