using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A call that asks an AWS service for what seldom changes: a secret, a parameter, a configuration, a setting that KMS decrypts.</summary>
static class StoreRead
{
    /// <summary>What the call fetches, in words; null for every other operation.</summary>
    public static string? Fetched(IOperation operation) => operation is not IInvocationOperation { TargetMethod.Name: var name } ? null : name switch
    {
        "GetSecretValueAsync" or "GetSecretValue" or "BatchGetSecretValueAsync" or "BatchGetSecretValue"
            when SdkRequest.IsCall(operation, "SecretsManager", "GetSecretValue", "BatchGetSecretValue") => "secret from Secrets Manager",
        "GetParameterAsync" or "GetParameter" or "GetParametersAsync" or "GetParameters" or "GetParametersByPathAsync" or "GetParametersByPath"
            when SdkRequest.IsCall(operation, "SimpleSystemsManagement", "GetParameter", "GetParameters", "GetParametersByPath") => "parameter from Parameter Store",
        "GetLatestConfigurationAsync" or "GetLatestConfiguration" when SdkRequest.IsCall(operation, "AppConfigData", "GetLatestConfiguration") => "configuration from AppConfig",
        "DecryptAsync" or "Decrypt" when SdkRequest.IsCall(operation, "KeyManagementService", "Decrypt") => "plain text from KMS",
        _ => null,
    };

    /// <summary>True when every invocation that takes this way asks for the same: a constant, a setting, what was made at initialisation.</summary>
    public static bool IsTheSameEveryTime(IInvocationOperation call, Reached reached, LambdaProject project, CancellationToken cancellation)
    {
        var request = SdkRequest.Of(call, reached, project, cancellation);
        var named = request.Setting("SecretId", "SecretIdList", "Name", "Names", "Path", "ConfigurationToken", "CiphertextBlob");
        return named.Count > 0
            // A rotation looks at the version that is to come.
            && request.Setting("VersionStage").All(stage => request.Ends(stage).All(end => end.Value.ConstantValue is { HasValue: true, Value: "AWSCURRENT" }))
            && named.All(setting => call.TargetMethod.Name.StartsWith("GetLatest", StringComparison.Ordinal) || IsSettled(request.Parts(setting).ToList(), mustBeTold: call.TargetMethod.Name.StartsWith("Decrypt", StringComparison.Ordinal)))
            && call.ChildOperations.All(part => part is IArgumentOperation { Parameter.Type.Name: "CancellationToken" } || project.OriginOf(part, reached, cancellation) == Origin.Environment);
    }

    // A name that was itself read from somewhere can be another one each time, and of one that does not bind nobody knows; of a cipher it must be seen that it is a setting.
    static bool IsSettled(List<Traced> parts, bool mustBeTold) =>
        !parts.Any(part => part.Value is IAwaitOperation or IInvalidOperation or IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" } })
        && (!mustBeTold || parts.Any(part => EnvironmentVariable.NameOf(part.Value) is not null || part.Value.ConstantValue is { HasValue: true, Value: string { Length: > 0 } }));

    // What the project writes itself is its state, and it wants to see the last one.
    static readonly string[] Writes = ["PutSecretValueAsync", "PutSecretValue", "UpdateSecretAsync", "UpdateSecret", "UpdateSecretVersionStageAsync", "PutParameterAsync", "PutParameter"];

    /// <summary>True when the project also writes to such a store: a rotation, or a state that is kept there.</summary>
    public static bool IsWrittenBy(LambdaProject project)
    {
        foreach (var index in project.Sources)
            foreach (var write in Writes)
                if (index.Mentions(write)) return true;
        return false;
    }

    /// <summary>The static field or property that a call at initialisation fills, its thread waiting for the answer; null where it is filled again later, or where nobody can tell.</summary>
    public static ISymbol? KeptForGood(IInvocationOperation call, LambdaProject project, CancellationToken cancellation) =>
        Frame.Around(call.Syntax) is { } frame and (EqualsValueClauseSyntax or ConstructorDeclarationSyntax) && IsWaitedFor(call)
        && HolderOf(call, cancellation) is (IFieldSymbol or IPropertySymbol) and { IsStatic: true } holder
        && project.Calls.Of(holder, cancellation).All(site => !site.Writes || frame.Span.Contains(site.Node.Span)) ? holder : null;

    /// <summary>The member that keeps what a call fetches or a part of it: by its initialiser, or by an assignment, maybe by way of a local; null where it is another thing.</summary>
    public static ISymbol? HolderOf(IInvocationOperation call, CancellationToken cancellation) =>
        Frame.Around(call.Syntax) is EqualsValueClauseSyntax initializer ? Frame.Symbol(initializer, call.SemanticModel!, cancellation)
        : Assigned(call) ?? (Destination.LocalOf(Outermost(call)) is { } local ? Destination.Uses(local, call).Select(Assigned).FirstOrDefault(each => each is not null) : null);

    // .Result, .GetAwaiter().GetResult()
    static bool IsWaitedFor(IOperation call)
    {
        for (var at = call.Parent; at is not null && at.Syntax is ExpressionSyntax; at = at.Parent)
            if (at is IPropertyReferenceOperation { Property.Name: "Result" } or IInvocationOperation { TargetMethod.Name: "GetResult" }) return true;
        return false;
    }

    static IOperation Outermost(IOperation part)
    {
        var at = part;
        while (at.Parent is { } parent and not (ISimpleAssignmentOperation or IVariableInitializerOperation) && parent.Syntax is ExpressionSyntax) at = parent;
        return at;
    }

    // Key = response.SecretString;
    static ISymbol? Assigned(IOperation part) => Outermost(part).Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } ? member : null;
}
