namespace AWS.Lambda.Powertools.Tracing;

/// <summary>Makes a method a subsegment of X-Ray. The real one is woven in; here it is a mark only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class TracingAttribute : Attribute
{
    public string SegmentName { get; set; } = "";
    public string Namespace { get; set; } = "";
    public TracingCaptureMode CaptureMode { get; set; } = TracingCaptureMode.EnvironmentVariable;
}

/// <summary>What a trace keeps of a call.</summary>
public enum TracingCaptureMode
{
    Response,
    Error,
    ResponseAndError,
    Disabled,
    EnvironmentVariable,
}
