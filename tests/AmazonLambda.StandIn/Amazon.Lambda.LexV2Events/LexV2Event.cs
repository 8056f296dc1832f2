namespace Amazon.Lambda.LexV2Events;

/// <summary>A turn of a conversation with a bot of Amazon Lex.</summary>
public class LexV2Event
{
    public string MessageVersion { get; set; }
    public string InvocationSource { get; set; }
    public string InputMode { get; set; }
    public string ResponseContentType { get; set; }
    public string SessionId { get; set; }
    public string InputTranscript { get; set; }
    public IDictionary<string, string> RequestAttributes { get; set; }
}
