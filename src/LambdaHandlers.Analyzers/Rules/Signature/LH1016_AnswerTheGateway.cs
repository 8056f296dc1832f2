using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>An answer that API Gateway, a function URL or a load balancer refuses, so that the client sees a 502 or a 500.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class AnswerTheGateway() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1016";

    /// <summary>The full name of the response that the gateway takes, for the fix.</summary>
    public const string Response = "response";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Answer in the gateway's format",
        message: "Handler '{0}' {1}; {2}",
        description: "The invocation succeeds, but the client does not see it: a REST API and a load balancer turn everything that is not a response with a status code into a 502, "
            + "an HTTP API and a function URL turn an empty answer or the status code 0 into a 500.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Signature(CheckType);
        on.Body(CheckStatus, OperationKind.ObjectCreation);
        on.Body(CheckHeaders, OperationKind.SimpleAssignment);
    }

    static void CheckType(Handler handler, Report report)
    {
        // What is not awaited is LH1001's and LH1002's.
        if (handler is { IsAsync: true, Method.ReturnsVoid: true } || Gateways.Of(handler) is not { } gateway || Awaitables.IsLeftRunning(handler.Signature.ReturnType, report.Project)) return;
        var answer = handler.Signature.ReturnType is { SpecialType: not SpecialType.System_Void } returned ? Awaitables.IsTask(returned, report.Types) ? Awaitables.Result(returned, report.Types) : returned : null;
        var (harm, cure) = (answer, gateway) switch
        {
            (null, _) => ($"answers nothing, and {Client(gateway)} gets a {Status(gateway)}", $"return '{Short(ResponseOf(gateway))}'"),
            ({ SpecialType: SpecialType.System_String }, not Gateway.Http) => ($"answers with a string, and {Client(gateway)} gets a 502", $"return '{Short(ResponseOf(gateway))}'"),
            ({ } data, not Gateway.Http) when BareData.Is(data, report.Project.Compilation) && JsonTypes.IsPlain(Payload.Of(handler, report.Project).Serializer) =>
                ($"answers with '{data.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which has no status code, and {Client(gateway)} gets a 502", $"return '{Short(ResponseOf(gateway))}'"),
            // The other way round the two look the same, but for headers with several values.
            (_, Gateway.Rest) when Gateways.OfResponse(answer) == Gateway.Http =>
                ("answers a REST API with the response of an HTTP API, whose cookies are refused with a 502", $"return '{Short(ResponseOf(gateway))}'"),
            _ => (null, null),
        };
        if (harm is not null) report.At(handler.ReturnTypePlace, DiagnosticSeverity.Warning, properties: ImmutableDictionary<string, string?>.Empty.Add(Response, ResponseOf(gateway)), args: [Name(handler), harm, cure]);
    }

    static void CheckStatus(Handler handler, IOperation operation, Report report)
    {
        if (operation is IObjectCreationOperation { Type: { } type } creation && Gateways.OfResponse(type) is not null && Frame.Around(creation.Syntax) is { } frame && handler.Syntax.Contains(frame)
            && ResponseStatus.IsMissing(creation, frame, report.Cancellation) && Gateways.Of(handler) is { } gateway)
            report.At(creation.Syntax is BaseObjectCreationExpressionSyntax { NewKeyword: var keyword } ? keyword.GetLocation() : creation.Syntax.GetLocation(),
                Name(handler), $"answers without a status code, and {Client(gateway)} gets a {Status(gateway)}", "set 'StatusCode'");
    }

    // Payload 2.0 has 'cookies' and no 'multiValueHeaders'; all else that the older response says it understands.
    static void CheckHeaders(Handler handler, IOperation operation, Report report)
    {
        if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "MultiValueHeaders", ContainingType: var owner } } headers, Value.ConstantValue.HasValue: false }
            && Gateways.OfResponse(owner) == Gateway.Rest && Gateways.OfResponse(handler.Output) == Gateway.Rest && Gateways.Of(handler) == Gateway.Http)
            report.At(headers.Syntax is MemberAccessExpressionSyntax { Name: var name } ? name.GetLocation() : headers.Syntax.GetLocation(),
                Name(handler), "sets 'MultiValueHeaders', which an HTTP API and a function URL do not know", "set 'Headers', or return 'APIGatewayHttpApiV2ProxyResponse' with its 'Cookies'");
    }

    static string Name(Handler handler) => handler.Method.MethodKind == MethodKind.AnonymousFunction ? "(lambda)" : handler.Method.Name;

    static string Client(Gateway gateway) => gateway == Gateway.LoadBalancer ? "the load balancer's client" : "the client";

    static string Status(Gateway gateway) => gateway == Gateway.Http ? "500" : "502";

    static string ResponseOf(Gateway gateway) => gateway switch
    {
        Gateway.Rest => "Amazon.Lambda.APIGatewayEvents.APIGatewayProxyResponse",
        Gateway.Http => "Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyResponse",
        _ => "Amazon.Lambda.ApplicationLoadBalancerEvents.ApplicationLoadBalancerResponse",
    };

    static string Short(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
