using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Makes of any delegate that Lambda accepts the one that the bootstrap calls.</summary>
public partial class HandlerWrapper : IDisposable
{
    static readonly InvocationResponse Empty = new(new MemoryStream(0), disposeOutputStream: false);

    HandlerWrapper(LambdaBootstrapHandler handler) => Handler = handler;

    public LambdaBootstrapHandler Handler { get; }

    static Task<InvocationResponse> Raw(MemoryStream output)
    {
        output.Position = 0;
        return Task.FromResult(new InvocationResponse(output));
    }

    static InvocationResponse Written<TOutput>(TOutput output, ILambdaSerializer serializer)
    {
        var stream = new MemoryStream();
        serializer.Serialize(output, stream);
        stream.Position = 0;
        return new InvocationResponse(stream);
    }

    public void Dispose() => GC.SuppressFinalize(this);
}
