using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>How sure it is that a call invokes the function that makes it.</summary>
enum SelfCall
{
    /// <summary>It doesn't, or nobody can tell.</summary>
    No,
    /// <summary>It may: the address is the one that the request came to.</summary>
    Perhaps,
    /// <summary>It does, and counts how often.</summary>
    Counted,
    /// <summary>It does.</summary>
    Yes,
}

/// <summary>A function that invokes itself: through Lambda's API by its own name, or over HTTP by its own URL.</summary>
sealed class SelfInvocation(SdkRequest request, LambdaProject project)
{
    const string FunctionName = "AWS_LAMBDA_FUNCTION_NAME";

    /// <summary>The cheap question: a call of Lambda's Invoke.</summary>
    public static bool IsInvoke(IOperation operation) => SdkRequest.IsCall(operation, "Lambda", "Invoke", "InvokeWithResponseStream");

    /// <summary>The cheap question: a request of an HttpClient.</summary>
    public static bool IsHttp(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType: { Name: "HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions", ContainingNamespace.Name: "Http" or "Json" }, Name: var name } }
        && (name == "Send" || name.EndsWith("Async", StringComparison.Ordinal));

    /// <summary>Whether the call invokes the function itself.</summary>
    public SelfCall Verdict()
    {
        if (IsHttp(request.Call)) return Address().SelectMany(request.Ends).Select(OwnUrl).DefaultIfEmpty().Max();
        if (request.Setting("InvocationType").SelectMany(request.Ends).Any(type => TypeName(type.Value) == "DryRun")) return SelfCall.No;
        if (!request.Setting("FunctionName").SelectMany(request.Ends).Any(IsOwnName)) return SelfCall.No;
        return Guard.Counts(request, project, "Payload", "PayloadStream", "ClientContext") ? SelfCall.Counted : SelfCall.Yes;
    }

    /// <summary>The name of a constant such as InvocationType.Event; null where it is not one.</summary>
    public static string? TypeName(IOperation value) => value switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, Name: var name } } => name,
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } => text,
        IInvocationOperation { TargetMethod.Name: "FindValue", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } => text,
        _ => null,
    };

    bool IsOwnName(Traced value)
    {
        switch (value.Value)
        {
            case IPropertyReferenceOperation { Property: { Name: "FunctionName" or "InvokedFunctionArn", ContainingType: { } type } }:
                return SymbolEqualityComparer.Default.Equals(type, project.Types.LambdaContext) || (project.Types.LambdaContext is { } context && type.AllInterfaces.Contains(context, SymbolEqualityComparer.Default));
            // $"{context.FunctionName}:live" is itself, $"{context.FunctionName}-worker" is not.
            case IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                var parts = TextPart.Of(value.Value).ToList();
                var at = parts.FindIndex(part => part.Hole is { } hole && request.Ends(value with { Value = hole }).Any(IsOwnName));
                return at >= 0 && (at == 0 || parts[at - 1].Text is { } before && before.EndsWith(":", StringComparison.Ordinal)) && (at == parts.Count - 1 || parts[at + 1].Text is { } after && after.StartsWith(":", StringComparison.Ordinal));
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return value.Handler.Function?.FunctionName is { IsIntrinsic: false, Text: var own } && own.Length > 0 && NameIn(text) == own;
        }
        return Configured.IsVariable(FunctionName, value, request) || (value.Handler.Function is { } function && Configured.Told(value, request) is { } told && IsItself(told, function));
    }

    // my-function, my-function:live, arn:aws:lambda:eu-west-1:123456789012:function:my-function:live
    static string NameIn(string text) =>
        text.IndexOf(":function:", StringComparison.Ordinal) is var at and >= 0 ? text.Substring(at + 10).Split(':')[0] : text.Split(':')[0];

    static bool IsItself(ConfigNode told, DeployedFunction function) =>
        (told.Reference ?? Aliased(told.Substitution)) is { } id && id == function.Name
        || (function.FunctionName is { } name && (told.IsIntrinsic ? name.IsIntrinsic && told.Tag == name.Tag && told.ToString() == name.ToString() : !name.IsIntrinsic && NameIn(told.Text) == name.Text));

    // ${Crawl}:live
    static string? Aliased(string? text) => text is ['$', '{', ..] && text.IndexOf("}:", StringComparison.Ordinal) is var end and > 0 ? ConfigNode.OfThisFile(text.Substring(2, end - 2)) : null;

    IEnumerable<Traced> Address()
    {
        var addresses = request.Setting("requestUri", "RequestUri");
        foreach (var value in addresses) yield return value;
        // new HttpClient { BaseAddress = … }.GetAsync("next")
        if (request.Call.Instance is { } client && addresses.SelectMany(request.Ends).All(value => value.Value.ConstantValue is { HasValue: true, Value: string text } && !text.Contains("://")))
            foreach (var value in request.SetOn(client, request.Scope, ["BaseAddress"])) yield return value;
        foreach (var argument in request.Call.Arguments)
            if (argument.Parameter?.Type.Name == "HttpRequestMessage")
                foreach (var value in request.SetOn(argument.Value, request.Scope, ["RequestUri", "requestUri"]))
                    yield return value;
    }

    SelfCall OwnUrl(Traced value)
    {
        if (value.Value is IObjectCreationOperation { Type.Name: "Uri" or "UriBuilder", Arguments: [var first, ..] })
            return request.Ends(value with { Value = first.Value }).Select(OwnUrl).DefaultIfEmpty().Max();
        if (value.Value is IInterpolatedStringOperation or IBinaryOperation)
        {
            // https://{domain}/path: what comes before the host is the scheme alone.
            var parts = TextPart.Of(value.Value).ToList();
            var host = parts.FindIndex(part => part.Hole is not null);
            return host is 0 || (host == 1 && parts[0].Text is "https://" or "http://") ? request.Ends(value with { Value = parts[host].Hole! }).Select(OwnUrl).DefaultIfEmpty().Max() : SelfCall.No;
        }
        if (value.Value is IPropertyReferenceOperation { Property: { Name: "DomainName", ContainingType: { } owner } } && EventSources.IsAwsEvent(owner))
            return HasUrl(value.Handler) ? SelfCall.Yes
                // An API has other routes, to other functions.
                : value.Handler.Function is null && value.Handler.Source == EventSource.ApiGatewayHttp ? SelfCall.Perhaps : SelfCall.No;
        return value.Handler.Function is { } function && Configured.Told(value, request)?.Reference is { } id && IsUrlOf(id, function)
            ? SelfCall.Yes : SelfCall.No;
    }

    static bool HasUrl(Handler handler) =>
        handler.Function is { HasFunctionUrl: true, Events.IsEmpty: true } || handler.Method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FunctionUrlAttribute");

    // !GetAtt CrawlUrl.FunctionUrl: a resource, or the one that SAM makes for the function Crawl.
    static bool IsUrlOf(string id, DeployedFunction function) =>
        (function.HasFunctionUrl && id == function.Name + "Url")
        || (function.File.Resource(id) is { } resource && resource["Type"]?.Text == "AWS::Lambda::Url" && resource.At("Properties", "TargetFunctionArn") is { } target && IsItself(target, function));
}
