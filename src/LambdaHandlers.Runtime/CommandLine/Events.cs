namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Test events of the usual sources, small and complete enough for the event types to read.</summary>
static class Events
{
    public static readonly IReadOnlyDictionary<string, string> Samples = new Dictionary<string, string>
    {
        ["sqs"] = """
            {
              "Records": [
                { "messageId": "19dd0b57-b21e-4ac1-bd88-01bbb068cb78", "receiptHandle": "handle-1", "body": "{\"order\": 1}", "attributes": { "ApproximateReceiveCount": "1", "SentTimestamp": "1767225600000" }, "messageAttributes": {}, "md5OfBody": "", "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders", "awsRegion": "us-east-1" },
                { "messageId": "2e1424d4-f796-459a-8184-9c92662be6da", "receiptHandle": "handle-2", "body": "{\"order\": 2}", "attributes": { "ApproximateReceiveCount": "1", "SentTimestamp": "1767225600001" }, "messageAttributes": {}, "md5OfBody": "", "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders", "awsRegion": "us-east-1" }
              ]
            }
            """,
        ["apigw-v1"] = """
            {
              "resource": "/{proxy+}", "path": "/hello", "httpMethod": "GET",
              "headers": { "accept": "*/*" }, "multiValueHeaders": { "accept": ["*/*"] },
              "queryStringParameters": { "name": "Ada" }, "multiValueQueryStringParameters": { "name": ["Ada"] },
              "pathParameters": { "proxy": "hello" }, "stageVariables": null,
              "requestContext": { "accountId": "123456789012", "apiId": "local", "resourcePath": "/{proxy+}", "httpMethod": "GET", "path": "/Prod/hello", "stage": "Prod", "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "identity": { "sourceIp": "127.0.0.1" } },
              "body": null, "isBase64Encoded": false
            }
            """,
        ["apigw-v2"] = """
            {
              "version": "2.0", "routeKey": "$default", "rawPath": "/hello", "rawQueryString": "name=Ada", "headers": { "accept": "*/*" }, "queryStringParameters": { "name": "Ada" },
              "requestContext": { "accountId": "123456789012", "apiId": "local", "domainName": "local", "domainPrefix": "local", "http": { "method": "GET", "path": "/hello", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "lambda-handlers" }, "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "routeKey": "$default", "stage": "$default", "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1767225600000 },
              "isBase64Encoded": false
            }
            """,
        ["s3"] = """
            { "Records": [{ "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1", "eventTime": "2026-01-01T00:00:00.000Z", "eventName": "ObjectCreated:Put", "s3": { "s3SchemaVersion": "1.0", "bucket": { "name": "pictures", "arn": "arn:aws:s3:::pictures" }, "object": { "key": "summer+holiday.jpg", "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e", "sequencer": "0A1B2C3D4E5F678901" } } }] }
            """,
        ["sns"] = """
            { "Records": [{ "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:topic:1", "Sns": { "Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e", "TopicArn": "arn:aws:sns:us-east-1:123456789012:topic", "Subject": "Hello", "Message": "Hello from SNS", "Timestamp": "2026-01-01T00:00:00.000Z", "MessageAttributes": {} } }] }
            """,
        ["schedule"] = """
            { "version": "0", "id": "cdc73f9d-aea9-11e3-9d5a-835b769c0d9c", "detail-type": "Scheduled Event", "source": "aws.events", "account": "123456789012", "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": ["arn:aws:events:us-east-1:123456789012:rule/nightly"], "detail": {} }
            """,
    };
}
