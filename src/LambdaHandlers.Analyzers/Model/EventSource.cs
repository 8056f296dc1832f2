using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What triggers a function, as far as its input type, its attributes or its template tell.</summary>
enum EventSource
{
    /// <summary>A payload of the user's own, or unknown.</summary>
    Custom,
    /// <summary>API Gateway REST API, payload 1.0.</summary>
    ApiGatewayRest,
    /// <summary>API Gateway HTTP API or a function URL, payload 2.0.</summary>
    ApiGatewayHttp,
    /// <summary>API Gateway WebSocket API (the same event type as REST; only a template tells).</summary>
    ApiGatewayWebSocket,
    /// <summary>Custom authorizer of API Gateway.</summary>
    ApiGatewayAuthorizer,
    /// <summary>Application Load Balancer.</summary>
    LoadBalancer,
    /// <summary>SQS, in batches.</summary>
    Sqs,
    /// <summary>SNS.</summary>
    Sns,
    /// <summary>S3 notifications.</summary>
    S3,
    /// <summary>DynamoDB streams, in batches.</summary>
    DynamoDb,
    /// <summary>Kinesis data streams, in batches.</summary>
    Kinesis,
    /// <summary>Kinesis Data Firehose transformations.</summary>
    Firehose,
    /// <summary>Kafka, in batches.</summary>
    Kafka,
    /// <summary>EventBridge events.</summary>
    EventBridge,
    /// <summary>EventBridge schedules.</summary>
    Schedule,
    /// <summary>CloudWatch Logs subscriptions.</summary>
    CloudWatchLogs,
    /// <summary>Cognito triggers.</summary>
    Cognito,
    /// <summary>Another type of the Amazon.Lambda.*Events packages.</summary>
    OtherAws,
}

/// <summary>Reads the event source off an input type, an attribute or a template's event type.</summary>
static class EventSources
{
    /// <summary>True when the type comes from one of the Amazon.Lambda.*Events packages.</summary>
    public static bool IsAwsEvent(ITypeSymbol type) => EventNamespace(type) is not null;

    /// <summary>The source behind an input type or one of its bases.</summary>
    public static EventSource Of(ITypeSymbol? input)
    {
        for (var type = input; type is not null; type = type.BaseType)
            if (EventNamespace(type) is { } family)
                return Of(family, type.Name);
        return EventSource.Custom;
    }

    static EventSource Of(string family, string name) => family switch
    {
        "APIGatewayEvents" when name.Contains("Authorizer") => EventSource.ApiGatewayAuthorizer,
        "APIGatewayEvents" when name.StartsWith("APIGatewayHttpApiV2", StringComparison.Ordinal) => EventSource.ApiGatewayHttp,
        "APIGatewayEvents" => EventSource.ApiGatewayRest,
        "ApplicationLoadBalancerEvents" => EventSource.LoadBalancer,
        "SQSEvents" => EventSource.Sqs,
        "SNSEvents" => EventSource.Sns,
        "S3Events" => EventSource.S3,
        "DynamoDBEvents" => EventSource.DynamoDb,
        "KinesisEvents" => EventSource.Kinesis,
        "KinesisFirehoseEvents" => EventSource.Firehose,
        "KafkaEvents" => EventSource.Kafka,
        "CloudWatchEvents" when name == "ScheduledEvent" => EventSource.Schedule,
        "CloudWatchEvents" => EventSource.EventBridge,
        "CloudWatchLogsEvents" => EventSource.CloudWatchLogs,
        "CognitoEvents" => EventSource.Cognito,
        _ => EventSource.OtherAws,
    };

    /// <summary>The source behind the name of an Annotations attribute, or Custom.</summary>
    public static EventSource OfAttribute(string name) => name switch
    {
        "RestApiAttribute" => EventSource.ApiGatewayRest,
        "HttpApiAttribute" or "FunctionUrlAttribute" => EventSource.ApiGatewayHttp,
        "RestApiAuthorizerAttribute" or "HttpApiAuthorizerAttribute" => EventSource.ApiGatewayAuthorizer,
        "ALBApiAttribute" => EventSource.LoadBalancer,
        "SQSEventAttribute" => EventSource.Sqs,
        "SNSEventAttribute" => EventSource.Sns,
        "S3EventAttribute" => EventSource.S3,
        "DynamoDBEventAttribute" => EventSource.DynamoDb,
        "ScheduleEventAttribute" => EventSource.Schedule,
        _ => EventSource.Custom,
    };

    /// <summary>The source behind the type of an event in a SAM or Serverless template, or Custom.</summary>
    public static EventSource OfTemplate(string type) => type.ToUpperInvariant() switch
    {
        "API" or "HTTP" => EventSource.ApiGatewayRest,
        "HTTPAPI" => EventSource.ApiGatewayHttp,
        "WEBSOCKET" => EventSource.ApiGatewayWebSocket,
        "ALB" => EventSource.LoadBalancer,
        "SQS" => EventSource.Sqs,
        "SNS" => EventSource.Sns,
        "S3" => EventSource.S3,
        "DYNAMODB" => EventSource.DynamoDb,
        "KINESIS" => EventSource.Kinesis,
        "MSK" or "SELFMANAGEDKAFKA" or "KAFKA" => EventSource.Kafka,
        "EVENTBRIDGERULE" or "CLOUDWATCHEVENT" or "EVENTBRIDGE" => EventSource.EventBridge,
        "SCHEDULE" or "SCHEDULEV2" => EventSource.Schedule,
        "CLOUDWATCHLOGS" or "CLOUDWATCHLOG" => EventSource.CloudWatchLogs,
        "COGNITO" or "COGNITOUSERPOOL" => EventSource.Cognito,
        _ => EventSource.Custom,
    };

    /// <summary>The first source that a template declares for a function, or Custom.</summary>
    public static EventSource OfFunction(DeployedFunction function) =>
        function.Events.Select(mapping => OfTemplate(mapping.Type)).FirstOrDefault(known => known != EventSource.Custom) is var told and not EventSource.Custom ? told
        : function.HasFunctionUrl ? EventSource.ApiGatewayHttp
        : EventSource.Custom;

    // Amazon.Lambda.SQSEvents.SQSEvent, also its nested types: the last part of the namespace, when it is one of the event packages'.
    static string? EventNamespace(ITypeSymbol type)
    {
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space.Name.EndsWith("Events", StringComparison.Ordinal)
                && space.ContainingNamespace is { Name: "Lambda", ContainingNamespace: { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true } })
                return space.Name;
        return null;
    }
}
