using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Settings of the whole process: environment variables, the current directory, cultures, the console, switches. And the variables that are Lambda's own.</summary>
static class ProcessSetting
{
    /// <summary>The environment variables that only Lambda sets.</summary>
    public static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    };

    /// <summary>What an operation sets, as code calls it; null when it sets nothing of the process.</summary>
    public static string? Of(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } method } => (type.Name, method.Name) switch
        {
            ("Environment", "SetEnvironmentVariable") or ("Directory", "SetCurrentDirectory") or ("Console", "SetOut" or "SetError" or "SetIn") or ("AppContext", "SetSwitch" or "SetData")
                or ("ThreadPool", "SetMinThreads" or "SetMaxThreads") when IsFrameworks(type) => $"{type.Name}.{method.Name}",
            _ => null,
        },
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var type } property } } => (type.Name, property.Name) switch
        {
            ("Environment", "CurrentDirectory") or ("CultureInfo", "DefaultThreadCurrentCulture" or "DefaultThreadCurrentUICulture") or ("ServicePointManager" or "AWSConfigs", _) when IsFrameworks(type) => $"{type.Name}.{property.Name}",
            ("CultureInfo", "CurrentCulture" or "CurrentUICulture") when IsFrameworks(type) && !FlowsBack(operation) => $"{type.Name}.{property.Name}",
            _ => null,
        },
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "CurrentCulture" or "CurrentUICulture", ContainingType.Name: "Thread" } property } } when !FlowsBack(operation) => "Thread." + property.Name,
        _ => null,
    };

    static bool IsFrameworks(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty && type.ContainingNamespace is { } space
        && (space.ToDisplayString() is "System" or "System.IO" or "System.Globalization" or "System.Threading" or "System.Net" or "Amazon");

    // An async method's caller gets its own culture back when the method returns.
    static bool FlowsBack(IOperation operation) => Frame.Around(operation.Syntax) switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(modifier => modifier.ValueText == "async"),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(modifier => modifier.ValueText == "async"),
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.ValueText == "async",
        _ => false,
    };

    /// <summary>True when the same code sets it twice: the second time sets it back.</summary>
    public static bool IsSetBack(IOperation operation) =>
        Roots.Of(operation).Descendants().Count(other => other.Kind == operation.Kind && Key(other) is { } key && key == Key(operation)) > 1;

    static string? Key(IOperation operation) => Of(operation) is { } name ? name + (operation is IInvocationOperation { Arguments: [{ Value.ConstantValue.Value: string variable }, _] } ? variable : "") : null;

    /// <summary>The reserved environment variable that a call sets, or null.</summary>
    public static string? ReservedName(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "SetEnvironmentVariable", ContainingType.Name: "Environment" }, Arguments: [{ Value.ConstantValue.Value: string name }, ..] } && Reserved.Contains(name) ? name : null;
}
