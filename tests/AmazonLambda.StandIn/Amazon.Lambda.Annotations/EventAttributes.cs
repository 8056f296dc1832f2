namespace Amazon.Lambda.Annotations.SQS
{
    /// <summary>A queue calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class SQSEventAttribute : Attribute
    {
        public SQSEventAttribute(string queue) => Queue = queue;

        public string Queue { get; set; }
        public string ResourceName { get; set; }
        public bool Enabled { get; set; } = true;
        public uint BatchSize { get; set; } = 10;
        public uint MaximumBatchingWindowInSeconds { get; set; }
        public string Filters { get; set; }
        public uint MaximumConcurrency { get; set; }
    }
}

namespace Amazon.Lambda.Annotations.S3
{
    /// <summary>A bucket calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class S3EventAttribute : Attribute
    {
        public S3EventAttribute(string bucket) => Bucket = bucket;

        public string Bucket { get; set; }
        public string ResourceName { get; set; }
        public string Events { get; set; } = "s3:ObjectCreated:*";
        public string FilterPrefix { get; set; }
        public string FilterSuffix { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.SNS
{
    /// <summary>A topic calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class SNSEventAttribute : Attribute
    {
        public SNSEventAttribute(string topic) => Topic = topic;

        public string Topic { get; set; }
        public string ResourceName { get; set; }
        public string FilterPolicy { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.DynamoDB
{
    /// <summary>Where reading a stream begins.</summary>
    public enum StartingPosition
    {
        LATEST,
        TRIM_HORIZON,
    }

    /// <summary>A table's stream calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class DynamoDBEventAttribute : Attribute
    {
        public DynamoDBEventAttribute(string stream) => Stream = stream;

        public string Stream { get; set; }
        public string ResourceName { get; set; }
        public StartingPosition StartingPosition { get; set; } = StartingPosition.LATEST;
        public uint BatchSize { get; set; } = 100;
        public uint MaximumBatchingWindowInSeconds { get; set; }
        public string Filters { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.Schedule
{
    /// <summary>A schedule calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class ScheduleEventAttribute : Attribute
    {
        public ScheduleEventAttribute(string schedule) => Schedule = schedule;

        public string Schedule { get; set; }
        public string ResourceName { get; set; }
        public string Description { get; set; }
        public string Input { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.ALB
{
    /// <summary>An Application Load Balancer calls the function.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class ALBApiAttribute : Attribute
    {
        public ALBApiAttribute(string listenerArn, string pathPattern, int priority)
        {
            ListenerArn = listenerArn;
            PathPattern = pathPattern;
            Priority = priority;
        }

        public string ListenerArn { get; set; }
        public string PathPattern { get; set; }
        public int Priority { get; set; }
        public bool MultiValueHeaders { get; set; }
        public string HostHeader { get; set; }
        public string HttpMethod { get; set; }
        public string HttpHeaderConditionName { get; set; }
        public string[] HttpHeaderConditionValues { get; set; }
        public string[] QueryStringConditions { get; set; }
        public string[] SourceIpConditions { get; set; }
        public string ResourceName { get; set; }
    }

    /// <summary>Bound to a query parameter.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class FromQueryAttribute : Attribute, INamedAttribute
    {
        public string Name { get; set; }
    }

    /// <summary>Bound to a header.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class FromHeaderAttribute : Attribute, INamedAttribute
    {
        public string Name { get; set; }
    }

    /// <summary>Bound to the body.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class FromBodyAttribute : Attribute
    {
    }
}
