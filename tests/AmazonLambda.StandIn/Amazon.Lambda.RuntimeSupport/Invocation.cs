using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The rawest handler: everything as streams.</summary>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

/// <summary>Runs once before the first invocation; false ends the process.</summary>
public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>One event, and what the runtime says about it.</summary>
public class InvocationRequest : IDisposable
{
    internal InvocationRequest() { }

    public Stream InputStream { get; internal set; }
    public ILambdaContext LambdaContext { get; internal set; }

    public void Dispose()
    {
        InputStream?.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What the bootstrap sends back.</summary>
public class InvocationResponse
{
    public InvocationResponse(Stream outputStream) : this(outputStream, true) { }

    public InvocationResponse(Stream outputStream, bool disposeOutputStream)
    {
        OutputStream = outputStream ?? throw new ArgumentNullException(nameof(outputStream));
        DisposeOutputStream = disposeOutputStream;
    }

    public Stream OutputStream { get; set; }
    public bool DisposeOutputStream { get; }
}
