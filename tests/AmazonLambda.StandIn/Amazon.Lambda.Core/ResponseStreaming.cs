using System.Net;
using System.Runtime.Versioning;

namespace Amazon.Lambda.Core.ResponseStreaming;

/// <summary>Status and headers, sent ahead of a streamed HTTP response.</summary>
[RequiresPreviewFeatures("Response streaming is a preview.")]
public class HttpResponseStreamPrelude
{
    public HttpStatusCode? StatusCode { get; set; }
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();
    public IDictionary<string, IList<string>> MultiValueHeaders { get; set; } = new Dictionary<string, IList<string>>();
    public IList<string> Cookies { get; set; } = new List<string>();
}

/// <summary>Opens the stream that an invocation's response is written to.</summary>
[RequiresPreviewFeatures("Response streaming is a preview.")]
public static class LambdaResponseStreamFactory
{
    public static LambdaResponseStream CreateStream() => ResponseStreams.Open(null);

    public static LambdaResponseStream CreateHttpStream(HttpResponseStreamPrelude prelude) =>
        ResponseStreams.Open(prelude ?? throw new ArgumentNullException(nameof(prelude)));
}

/// <summary>A response that the caller sees while it is being written.</summary>
[RequiresPreviewFeatures("Response streaming is a preview.")]
public class LambdaResponseStream : Stream
{
    readonly IResponseSink _sink;

    internal LambdaResponseStream(IResponseSink sink) => _sink = sink;

    public long BytesWritten { get; private set; }

    public Task WriteAsync(byte[] buffer, CancellationToken cancellationToken = default) => WriteAsync(buffer.AsMemory(), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _sink.Write(buffer, cancellationToken);
        BytesWritten += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => BytesWritten;
    public override long Position { get => BytesWritten; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Where streamed bytes go: the runtime's side of a response stream.</summary>
interface IResponseSink
{
    Task Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);
    Task Complete();
    Task Fail(Exception failure);
}

/// <summary>Connects the factory, which is static, with the invocation that calls it.</summary>
sealed class ResponseStreams(Func<HttpResponseStreamPrelude, IResponseSink> open)
{
    static readonly AsyncLocal<ResponseStreams> Invocation = new();

    /// <summary>The stream of this invocation, once the handler has asked for one.</summary>
    public IResponseSink Current { get; private set; }

    public static ResponseStreams Begin(Func<HttpResponseStreamPrelude, IResponseSink> open) => Invocation.Value = new(open);

    public static LambdaResponseStream Open(HttpResponseStreamPrelude prelude)
    {
        var invocation = Invocation.Value ?? throw new InvalidOperationException("There is no invocation whose response could be streamed.");
        if (invocation.Current is not null) throw new InvalidOperationException("The response stream of this invocation has already been created.");
        invocation.Current = invocation._open(prelude);
        return new LambdaResponseStream(invocation.Current);
    }

    readonly Func<HttpResponseStreamPrelude, IResponseSink> _open = open;
}
