using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Who turns a handler's answer into an HTTP response, and so what the answer must look like.</summary>
enum Gateway
{
    /// <summary>A REST API, or an HTTP API with payload 1.0: the answer is a response with a status code, nothing else.</summary>
    Rest,
    /// <summary>An HTTP API or a function URL, payload 2.0: what is no response becomes its body.</summary>
    Http,
    /// <summary>An Application Load Balancer.</summary>
    LoadBalancer,
}

/// <summary>Tells which gateway a handler answers.</summary>
static class Gateways
{
    static readonly string[] Responses = ["APIGatewayProxyResponse", "APIGatewayHttpApiV2ProxyResponse", "ApplicationLoadBalancerResponse"];

    /// <summary>The gateway of a handler, by its event type, else by its template; null where nobody can tell, and where a wrapper answers in its place.</summary>
    public static Gateway? Of(Handler handler)
    {
        if (handler.Certainty != Certainty.Certain || !handler.Binds || !Payload.IsOwn(handler) && handler.Model != ProgrammingModel.Annotations
            || handler.Method.GetAttributes().Any(attribute => EventSources.OfAttribute(attribute.AttributeClass?.Name ?? "") != EventSource.Custom))
            return null;
        var input = handler.Input is null ? null : handler.Signature.Parameters[handler.Input.Ordinal].Type;
        var told = handler.Function is { } function ? OfTemplate(function) : null;
        for (var at = input; at is not null; at = at.BaseType)
            if (EventSources.IsAwsEvent(at))
                // Where the template says otherwise, one of the two is wrong, and nobody can tell which.
                return OfRequest(at, handler) is { } gateway && (told ?? gateway) == gateway ? gateway : null;
        return told;
    }

    static Gateway? OfRequest(ITypeSymbol type, Handler handler) => type.Name switch
    {
        // WebSocket routes take the same type, and need not answer.
        "APIGatewayProxyRequest" when !IsWebSocket(handler) => Gateway.Rest,
        "APIGatewayHttpApiV2ProxyRequest" => Gateway.Http,
        "ApplicationLoadBalancerRequest" => Gateway.LoadBalancer,
        _ => null,
    };

    /// <summary>The response type's own gateway, or null for any other type.</summary>
    public static Gateway? OfResponse(ITypeSymbol? type) =>
        type is not null && EventSources.IsAwsEvent(type) && Array.IndexOf(Responses, type.Name) is var index and >= 0 ? (Gateway)index : null;

    static bool IsWebSocket(Handler handler) =>
        handler.Function?.Events.Any(mapping => EventSources.OfTemplate(mapping.Type) == EventSource.ApiGatewayWebSocket) == true
        || handler.Syntax.Any(declaration => SourceIndex.Of(declaration.SyntaxTree) is var index && (index.Mentions("ConnectionId") || index.Mentions("RouteKey") || index.Mentions("AmazonApiGatewayManagementApiClient")));

    // All of its events must agree, and an API that is described elsewhere can map the answer.
    static Gateway? OfTemplate(DeployedFunction function)
    {
        var found = function.Events.Select(Of).Concat(function.HasFunctionUrl ? [Gateway.Http] : Array.Empty<Gateway?>()).Distinct().ToList();
        return found is [{ } only] ? only : null;
    }

    static Gateway? Of(EventMapping mapping) =>
        mapping.Properties["RestApiId"] is not null || mapping.Properties["ApiId"] is not null || mapping.Properties["integration"] is not null ? null
        : EventSources.OfTemplate(mapping.Type) switch
        {
            EventSource.ApiGatewayRest => Gateway.Rest,
            EventSource.ApiGatewayHttp => mapping.Properties["PayloadFormatVersion"]?.Text == "1.0" ? Gateway.Rest : Gateway.Http,
            EventSource.LoadBalancer => Gateway.LoadBalancer,
            _ => null,
        };
}
