using LambdaHandlers.Analyzers.Model.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>What must not stand in a log.</summary>
enum SensitiveKind
{
    /// <summary>All environment variables at once.</summary>
    Environment,
    /// <summary>Credentials of AWS.</summary>
    Credentials,
    /// <summary>The value of a secret or a decrypted parameter.</summary>
    Secret,
    /// <summary>A header that authenticates.</summary>
    Header,
    /// <summary>Something whose name says that it opens something.</summary>
    Named,
    /// <summary>A whole event of HTTP or Cognito: headers, cookies, personal data.</summary>
    Event,
    /// <summary>A whole event of a queue or a stream: whatever the payload is.</summary>
    Payload,
}

/// <summary>A value that is written to a log and should not be.</summary>
sealed record Sensitive(SensitiveKind Kind, IOperation Value, string Name)
{
    static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Amz-Security-Token" };

    /// <summary>The first such value among the pieces of an operand.</summary>
    /// <param name="written">What is handed to the logger.</param>
    /// <param name="isWhole">True when the logger writes all members of an object (<c>{@Event}</c>, Powertools). In a text that was put together there is only its type's name.</param>
    public static Sensitive? In(IOperation written, bool isWhole) => Exceptions.Pieces(written).Select(piece => Of(piece, isWhole && piece == Conversions.Plain(written), 2)).FirstOrDefault(found => found is not null);

    static Sensitive? Of(IOperation value, bool isWhole, int steps)
    {
        var plain = Conversions.Plain(value);
        if (plain.ConstantValue.HasValue) return null;
        switch (plain)
        {
            case IAwaitOperation awaited: return Of(awaited.Operation, isWhole, steps);
            case ICoalesceOperation coalesce: return Of(coalesce.Value, isWhole, steps);
            case IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation property }: return OfProperty(property, isWhole);
            case IInvocationOperation call: return OfCall(call, isWhole, steps);
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "DictionaryEntry" or "KeyValuePair" }, Instance: ILocalReferenceOperation entry } when steps > 0 && OfLocal(entry, entry.Local, isWhole, steps - 1) is { Kind: SensitiveKind.Environment } all:
                return all with { Value = plain };
            case IPropertyReferenceOperation property: return OfProperty(property, isWhole) ?? ByType(plain, property.Property.Name, isWhole);
            case IFieldReferenceOperation { Field: var field }: return ByName(plain, field.Name, field.Type) ?? ByType(plain, field.Name, isWhole);
            case IParameterReferenceOperation { Parameter: var parameter }: return ByName(plain, parameter.Name, parameter.Type) ?? ByType(plain, parameter.Name, isWhole);
            case ILocalReferenceOperation { Local: var local }: return ByName(plain, local.Name, local.Type) ?? ByType(plain, local.Name, isWhole) ?? (steps > 0 ? OfLocal(plain, local, isWhole, steps - 1) : null);
            default: return null;
        }
    }

    static Sensitive? OfCall(IInvocationOperation call, bool isWhole, int steps)
    {
        var (name, type) = (call.TargetMethod.Name, call.TargetMethod.ContainingType);
        if (type.Name == "Environment" && name == "GetEnvironmentVariables") return new(SensitiveKind.Environment, call, "");
        if (type.Name == "Environment" && name == "GetEnvironmentVariable" && call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string variable } }] && IsCredential(variable)) return new(SensitiveKind.Named, call, variable);
        if (name is "Serialize" or "SerializeObject" or "ToJson" or "SerializeToUtf8Bytes") return Arguments(call).Select(each => Of(each, isWhole: true, steps)).FirstOrDefault(found => found is not null) is { } inner ? inner with { Value = call } : null;
        if (name is "ToString" or "Trim" or "GetAwaiter" or "GetResult" or "ConfigureAwait" && call.Instance is { } owner) return Of(call.Instance, isWhole: false, steps);
        if (name is "ReadLine" or "ReadToEnd" or "ReadToEndAsync" or "GetString" && steps > 0 && Serialised(call, steps - 1) is { } read) return read with { Value = call };
        return name is "Join" && type.SpecialType == SpecialType.System_String ? Arguments(call).Select(each => Of(each, isWhole, steps)).FirstOrDefault(found => found is not null) : null;
    }

    // serializer.Serialize(Environment.GetEnvironmentVariables(), stream); … Log(reader.ReadLine());
    static Sensitive? Serialised(IOperation read, int steps)
    {
        IOperation? statement = read;
        while (statement is { Parent: not IBlockOperation }) statement = statement.Parent;
        if (statement?.Parent is not IBlockOperation block) return null;
        for (var at = block.Operations.IndexOf(statement) - 1; at >= 0 && at >= block.Operations.IndexOf(statement) - 3; at--)
            if (block.Operations[at].Descendants().OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.Name.StartsWith("Serialize", StringComparison.Ordinal) && call.Arguments.Length > 1) is { } written)
                return Of(written.Arguments[0].Value, isWhole: true, steps);
        return null;
    }

    static IEnumerable<IOperation> Arguments(IInvocationOperation call) => call.Arguments.SelectMany(argument =>
        argument.Value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues : System.Collections.Immutable.ImmutableArray.Create(argument.Value)).Take(2).Concat(call.Instance is { } instance && call.TargetMethod.IsExtensionMethod ? [instance] : []);

    static Sensitive? OfProperty(IPropertyReferenceOperation reference, bool isWhole)
    {
        var (property, owner) = (reference.Property, reference.Property.ContainingType);
        if (property.IsIndexer)
            return reference.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string key } }] && Headers.Contains(key) ? new(SensitiveKind.Header, reference, key) : null;
        if (IsCredentials(owner) && property.Name is "SecretKey" or "Token" or "SecretAccessKey" or "SessionToken") return new(SensitiveKind.Credentials, reference, property.Name);
        if (owner.Name == "GetSecretValueResponse" && property.Name is "SecretString" or "SecretBinary") return new(SensitiveKind.Secret, reference, "the secret");
        if (owner is { Name: "Parameter", ContainingNamespace: { Name: "Model", ContainingNamespace.Name: "SimpleSystemsManagement" } } && property.Name == "Value" && IsDecrypted(reference)) return new(SensitiveKind.Secret, reference, "the decrypted parameter");
        if (property.Type.Name == "AuthenticationHeaderValue") return new(SensitiveKind.Header, reference, property.Name);
        if (isWhole && property.Name is "Headers" or "MultiValueHeaders" && IsHttp(EventSources.Of(owner)) && owner.ContainingType is null && owner.Name.EndsWith("Request", StringComparison.Ordinal)) return new(SensitiveKind.Header, reference, "all headers");
        return ByName(reference, property.Name, property.Type);
    }

    static bool IsDecrypted(IOperation reference) =>
        Roots.Of(reference).Descendants().Any(operation => operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "WithDecryption" }, Value.ConstantValue: { HasValue: true, Value: true } }
            || operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "WithDecryption" }, Value: IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: true } } });

    static Sensitive? ByType(IOperation value, string name, bool isWhole)
    {
        if (value.Type is not { } type) return null;
        if (isWhole && IsCredentials(type)) return new(SensitiveKind.Credentials, value, name);
        if (isWhole && type.Name == "GetSecretValueResponse") return new(SensitiveKind.Secret, value, "the secret");
        if (!isWhole || type.ContainingType is not null || !EventSources.IsAwsEvent(type)) return null;
        var source = EventSources.Of(type);
        return IsHttp(source) && type.Name.EndsWith("Request", StringComparison.Ordinal) || source == EventSource.Cognito && type.Name.EndsWith("Event", StringComparison.Ordinal) ? new(SensitiveKind.Event, value, name)
            : source is EventSource.Sqs or EventSource.Sns or EventSource.Kinesis or EventSource.DynamoDb or EventSource.Kafka && type.Name.EndsWith("Event", StringComparison.Ordinal) ? new(SensitiveKind.Payload, value, name)
            : null;
    }

    /// <summary>True for the sources whose events carry headers.</summary>
    public static bool IsHttp(EventSource source) => source is EventSource.ApiGatewayRest or EventSource.ApiGatewayHttp or EventSource.ApiGatewayWebSocket or EventSource.LoadBalancer or EventSource.ApiGatewayAuthorizer;

    static bool IsCredentials(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at.Name is "AWSCredentials" or "ImmutableCredentials" && at.ContainingNamespace is { Name: "Runtime", ContainingNamespace.Name: "Amazon" }
                || at is { Name: "Credentials", ContainingNamespace: { Name: "Model", ContainingNamespace.Name: "SecurityToken" } })
                return true;
        return false;
    }

    static Sensitive? ByName(IOperation value, string name, ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char } || type.Name == "StringValues"
            ? IsCredential(name) ? new(SensitiveKind.Named, value, name) : null : null;

    static bool IsCredential(string name) => CredentialName.Of(name) switch
    {
        Credential.Password or Credential.Phrase or Credential.Secret => true,
        // A token can be many things: those that open something say so.
        // The id of a session names a conversation (Alexa, Lex, Bedrock) more often than it opens one.
        Credential.Token => Secrets.Words.Split(name) is var words && words[words.Count - 1] is not ("id" or "sessionid") && (words.Count == 1 || words.Exists(word => word is "access" or "refresh" or "id" or "auth" or "bearer" or "api" or "session" or "security" or "jwt" or "user" or "oauth" or "authorization" or "personal" or "bot" or "secret" or "aws")),
        _ => false,
    };

    // var json = JsonSerializer.Serialize(request); foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
    static Sensitive? OfLocal(IOperation use, ILocalSymbol local, bool isWhole, int steps)
    {
        if (local.DeclaringSyntaxReferences is not [var declaration] || use.SemanticModel is not { } model || declaration.SyntaxTree != use.Syntax.SyntaxTree) return null;
        var found = declaration.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } when model.GetOperation(value) is { } made => Of(made, isWhole, steps),
            ForEachStatementSyntax loop when model.GetOperation(loop.Expression) is { } all && Of(all, isWhole, steps) is { Kind: SensitiveKind.Environment } environment => environment,
            SingleVariableDesignationSyntax { Parent.Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [var key, ..], Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" } } } } } =>
                model.GetConstantValue(key.Expression) is { HasValue: true, Value: string header } && Headers.Contains(header) ? new Sensitive(SensitiveKind.Header, use, header) : null,
            _ => null,
        };
        return found is null ? null : found with { Value = use };
    }
}
