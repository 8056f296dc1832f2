namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>An event that invokes a function, as a template declares it.</summary>
sealed class EventMapping
{
    readonly ConfigNode? _owner;

    internal EventMapping(string name, string type, ConfigNode properties, ConfigNode? owner = null) => (Name, Type, Properties, _owner) = (name, type, properties, owner);

    /// <summary>Its own name: an event's in SAM, a resource's logical id in CloudFormation, its number in the Serverless Framework.</summary>
    public string Name { get; }

    /// <summary>What it is, in the words of SAM wherever they are clear: <c>SQS</c>, <c>S3</c>, <c>DynamoDB</c>, <c>HttpApi</c> …; the case can differ.</summary>
    public string Type { get; }

    /// <summary>Its settings; in the Serverless Framework sometimes a mere text.</summary>
    public ConfigNode Properties { get; }

    /// <summary>The queue, topic, bucket, table, stream or rule behind it: an ARN, a name, or a reference.</summary>
    public ConfigNode? Resource => _owner is not null ? _owner : Properties.Shape == ConfigShape.Scalar || Properties.IsIntrinsic ? Properties
        : First("Queue", "Topic", "TopicArn", "Bucket", "Stream", "EventSourceArn", "arn", "topicName", "bucket", "queueName", "stream");

    /// <summary>True for a FIFO queue, as far as its name or its resource in a template says so.</summary>
    public bool IsFifo(DeploymentFile? file) => Resource is { } queue
        && ((queue.Substitution ?? queue.Text).EndsWith(".fifo", StringComparison.Ordinal)
            || (file?.Resource(queue.Reference)?["Properties"] is { } properties && (properties["FifoQueue"]?.IsTrue == true || properties["QueueName"]?.ToString().EndsWith(".fifo", StringComparison.Ordinal) == true)));

    /// <summary>How many records come at once, or null where it is not said.</summary>
    public ConfigNode? BatchSize => First("BatchSize", "batchSize");

    /// <summary>How many seconds records are gathered for, or null where it is not said.</summary>
    public ConfigNode? BatchingWindow => First("MaximumBatchingWindowInSeconds", "maximumBatchingWindow");

    /// <summary>True when the function answers with the records that failed.</summary>
    public bool ReportsBatchItemFailures => ResponseTypes is { } types && (types.Text == "ReportBatchItemFailures" || types.Items.Any(type => type.Text == "ReportBatchItemFailures"));

    /// <summary>True when it is said what the function answers with, in whatever way.</summary>
    public bool NamesResponseTypes => ResponseTypes is not null;

    ConfigNode? ResponseTypes => First("FunctionResponseTypes", "functionResponseType", "functionResponseTypes");

    /// <summary>With what an S3 key must begin, or null where every key will do.</summary>
    public ConfigNode? KeyPrefix => KeyRule("prefix");

    /// <summary>With what an S3 key must end, or null where every key will do.</summary>
    public ConfigNode? KeySuffix => KeyRule("suffix");

    ConfigNode? First(params string[] keys) => keys.Select(key => Properties[key]).FirstOrDefault(value => value is not null);

    // CloudFormation: Filter.S3Key.Rules: [{ Name: prefix, Value: x }]. Serverless Framework: rules: [{ prefix: x }].
    ConfigNode? KeyRule(string name)
    {
        foreach (var rule in Properties.ItemsAt("Filter", "S3Key", "Rules"))
            if (string.Equals(rule["Name"]?.Text, name, StringComparison.OrdinalIgnoreCase))
                return rule["Value"];
        return Properties.ItemsAt("rules").Select(rule => rule[name]).FirstOrDefault(value => value is not null);
    }
}
