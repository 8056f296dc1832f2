namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary>The resources of a template that invoke functions: mappings, notifications, rules, subscriptions, URLs.</summary>
sealed class CloudFormationEvents
{
    readonly ConfigNode _resources;
    readonly List<(ConfigNode Target, EventMapping Event)> _events = [];
    readonly List<ConfigNode> _urls = [];

    public CloudFormationEvents(ConfigNode resources)
    {
        _resources = resources;
        foreach (var resource in resources.Entries)
            if (resource.Value["Type"]?.Text is { } type && resource.Value["Properties"] is { } properties)
                Read(resource.Key.Text, type, properties);
    }

    /// <summary>What invokes a function, which resources refer to by its logical id or by its name.</summary>
    public IEnumerable<EventMapping> Of(string logicalId, ConfigNode? name) => _events.Where(found => Is(found.Target, logicalId, name)).Select(found => found.Event);

    /// <summary>True when a resource gives the function a URL.</summary>
    public bool HasUrl(string logicalId, ConfigNode? name) => _urls.Any(target => Is(target, logicalId, name));

    void Read(string id, string type, ConfigNode properties)
    {
        switch (type)
        {
            case "AWS::Lambda::EventSourceMapping":
                Add(properties["FunctionName"], id, TypeOf(properties), properties);
                break;
            case "AWS::Lambda::Url":
                if (properties["TargetFunctionArn"] is { } target) _urls.Add(target);
                break;
            case "AWS::S3::Bucket":
                foreach (var notification in properties.ItemsAt("NotificationConfiguration", "LambdaConfigurations"))
                    Add(notification["Function"], id, "S3", notification, owner: ConfigNode.Ref(id));
                break;
            case "AWS::Events::Rule":
                foreach (var receiver in properties.ItemsAt("Targets"))
                    Add(receiver["Arn"], id, properties["ScheduleExpression"] is null ? "EventBridgeRule" : "Schedule", properties);
                break;
            case "AWS::Scheduler::Schedule":
                Add(properties.At("Target", "Arn"), id, "ScheduleV2", properties);
                break;
            case "AWS::SNS::Subscription" when properties["Protocol"]?.Text == "lambda":
                Add(properties["Endpoint"], id, "SNS", properties);
                break;
            case "AWS::SNS::Topic":
                foreach (var subscription in properties.ItemsAt("Subscription"))
                    if (subscription["Protocol"]?.Text == "lambda")
                        Add(subscription["Endpoint"], id, "SNS", subscription, owner: ConfigNode.Ref(id));
                break;
            case "AWS::Logs::SubscriptionFilter":
                Add(properties["DestinationArn"], id, "CloudWatchLogs", properties);
                break;
        }
    }

    // What a resource says of itself it need not name.
    void Add(ConfigNode? target, string id, string type, ConfigNode properties, ConfigNode? owner = null)
    {
        if (target is not null) _events.Add((target, new EventMapping(id, type, properties, owner)));
    }

    // The mapping itself does not say what it maps: its source does, a resource of this template or an ARN.
    string TypeOf(ConfigNode mapping)
    {
        if (mapping["SelfManagedEventSource"] is not null) return "SelfManagedKafka";
        if (mapping["EventSourceArn"] is not { } source) return "";
        var resource = source.Reference is { } id ? _resources[id]?["Type"]?.Text : null;
        return (resource?.Split([':'], StringSplitOptions.RemoveEmptyEntries) ?? source.Text.Split(':').Skip(1)).Skip(1).FirstOrDefault()?.ToUpperInvariant() switch
        {
            "SQS" => "SQS",
            "DYNAMODB" => "DynamoDB",
            "KINESIS" => "Kinesis",
            "MSK" or "KAFKA" => "MSK",
            "AMAZONMQ" or "MQ" => "MQ",
            "DOCDB" or "RDS" => "DocumentDB",
            _ => "",
        };
    }

    static bool Is(ConfigNode target, string logicalId, ConfigNode? name) =>
        target.Reference == logicalId || (!target.IsIntrinsic && (target.Text == logicalId || (name is { IsIntrinsic: false } && target.Text == name.Text)));
}
