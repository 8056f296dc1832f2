using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

// The grid of delegates: six inputs by six outputs, and the raw one. What takes or gives a type of the user's own also takes a serializer.
partial class HandlerWrapper
{
    /// <summary>The raw shape: the handler writes its result into the last parameter.</summary>
    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> handler) => new(request =>
    {
        var output = new MemoryStream();
        handler(request.InputStream, request.LambdaContext, output);
        return Raw(output);
    });


    // From nothing.
    public static HandlerWrapper GetHandlerWrapper(Func<Task> handler) => new(async request =>
    {
        await handler();
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Task<Stream>> handler) => new(async request => new InvocationResponse(await handler()));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(), serializer));
    public static HandlerWrapper GetHandlerWrapper(Action handler) => new(request =>
    {
        handler();
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Stream> handler) => new(request => Task.FromResult(new InvocationResponse(handler())));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(), serializer)));

    // From Stream.
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task> handler) => new(async request =>
    {
        await handler(request.InputStream);
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task<Stream>> handler) => new(async request => new InvocationResponse(await handler(request.InputStream)));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(request.InputStream), serializer));
    public static HandlerWrapper GetHandlerWrapper(Action<Stream> handler) => new(request =>
    {
        handler(request.InputStream);
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Stream> handler) => new(request => Task.FromResult(new InvocationResponse(handler(request.InputStream))));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(request.InputStream), serializer)));

    // From TInput.
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) => new(async request =>
    {
        await handler(serializer.Deserialize<TInput>(request.InputStream));
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) => new(async request => new InvocationResponse(await handler(serializer.Deserialize<TInput>(request.InputStream))));
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(serializer.Deserialize<TInput>(request.InputStream)), serializer));
    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput> handler, ILambdaSerializer serializer) => new(request =>
    {
        handler(serializer.Deserialize<TInput>(request.InputStream));
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(new InvocationResponse(handler(serializer.Deserialize<TInput>(request.InputStream)))));
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(serializer.Deserialize<TInput>(request.InputStream)), serializer)));

    // From context.
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task> handler) => new(async request =>
    {
        await handler(request.LambdaContext);
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task<Stream>> handler) => new(async request => new InvocationResponse(await handler(request.LambdaContext)));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(request.LambdaContext), serializer));
    public static HandlerWrapper GetHandlerWrapper(Action<ILambdaContext> handler) => new(request =>
    {
        handler(request.LambdaContext);
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Stream> handler) => new(request => Task.FromResult(new InvocationResponse(handler(request.LambdaContext))));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(request.LambdaContext), serializer)));

    // From Stream and context.
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task> handler) => new(async request =>
    {
        await handler(request.InputStream, request.LambdaContext);
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) => new(async request => new InvocationResponse(await handler(request.InputStream, request.LambdaContext)));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(request.InputStream, request.LambdaContext), serializer));
    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) => new(request =>
    {
        handler(request.InputStream, request.LambdaContext);
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) => new(request => Task.FromResult(new InvocationResponse(handler(request.InputStream, request.LambdaContext))));
    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(request.InputStream, request.LambdaContext), serializer)));

    // From TInput and context.
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) => new(async request =>
    {
        await handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext);
        return Empty;
    });
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) => new(async request => new InvocationResponse(await handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext)));
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) => new(async request => Written(await handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext), serializer));
    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) => new(request =>
    {
        handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext);
        return Task.FromResult(Empty);
    });
    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(new InvocationResponse(handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext))));
    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) => new(request => Task.FromResult(Written(handler(serializer.Deserialize<TInput>(request.InputStream), request.LambdaContext), serializer)));
}
