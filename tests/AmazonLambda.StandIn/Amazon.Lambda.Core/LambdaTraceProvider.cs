namespace Amazon.Lambda.Core;

/// <summary>The X-Ray trace of the invocation that the calling code belongs to.</summary>
public class LambdaTraceProvider
{
    static readonly AsyncLocal<string> Current = new();

    public static string CurrentTraceId
    {
        get => Current.Value ?? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
        internal set => Current.Value = value;
    }
}
