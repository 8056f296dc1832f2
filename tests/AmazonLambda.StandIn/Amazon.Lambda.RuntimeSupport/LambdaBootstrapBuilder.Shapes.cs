using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

// The same grid of delegates as HandlerWrapper's.
partial class LambdaBootstrapBuilder
{
    /// <summary>The raw shape: the handler writes its result into the last parameter.</summary>
    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext, MemoryStream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));

    // From nothing.
    public static LambdaBootstrapBuilder Create(Func<Task> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Task<Stream>> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create(Action handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Stream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    // From Stream.
    public static LambdaBootstrapBuilder Create(Func<Stream, Task> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Stream, Task<Stream>> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create(Action<Stream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Stream, Stream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    // From TInput.
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    // From context.
    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Task> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Task<Stream>> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create(Action<ILambdaContext> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Stream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    // From Stream and context.
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Stream> handler) => new(HandlerWrapper.GetHandlerWrapper(handler));
    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    // From TInput and context.
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(HandlerWrapper.GetHandlerWrapper(handler, serializer));
}
