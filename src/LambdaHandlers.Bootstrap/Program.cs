namespace LambdaHandlers.Bootstrap;

/// <summary>The process that Lambda starts for a class-library handler: loads it once, then serves one invocation after another.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        var api = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set.");
        var name = arguments.FirstOrDefault() ?? Environment.GetEnvironmentVariable("_HANDLER") ?? "";
        FunctionLog.Install();
        using var client = new RuntimeClient(api);
        WaitForDebugger();

        Handler handler;
        try
        {
            handler = HandlerLoader.Load(name);
        }
        catch (Exception exception)
        {
            FunctionLog.Current.Failure(exception);
            client.FailInit(exception);
            return 134; // AWS's client aborts here.
        }

        var probe = StateProbe.IfAsked(handler);
        probe?.Send(client, "init");
        var concurrency = int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_MAX_CONCURRENCY"), out var slots) ? slots : 1;
        var others = Enumerable.Range(1, Math.Max(0, concurrency - 1)).Select(_ => new Thread(() => Serve(handler, new RuntimeClient(api), null, shared: true))).ToList();
        others.ForEach(thread => thread.Start());
        Serve(handler, client, probe, shared: concurrency > 1);
        return 0;
    }

    static void Serve(Handler handler, RuntimeClient client, StateProbe? probe, bool shared)
    {
        while (client.Next() is { } invocation)
        {
            // Flows into whatever the handler starts, so that work left behind still says whose it is.
            FunctionLog.RequestId.Value = invocation.RequestId;
            FunctionLog.TraceId.Value = invocation.TraceId;
            if (!shared) Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            try
            {
                using var output = new MemoryStream();
                handler.Invoke(new MemoryStream(invocation.Event, writable: false), invocation, output);
                client.Respond(invocation, output);
            }
            catch (Exception exception) when (exception is not RuntimeApiException)
            {
                FunctionLog.Current.Failure(exception);
                client.Fail(invocation, exception);
            }
            probe?.Send(client, invocation.RequestId);
        }
    }

    static void WaitForDebugger()
    {
        if (Environment.GetEnvironmentVariable("LAMBDA_HANDLERS_WAIT_DEBUGGER") != "1") return;
        Console.Error.WriteLine($"Waiting for a debugger to attach to process {Environment.ProcessId}.");
        while (!System.Diagnostics.Debugger.IsAttached) Thread.Sleep(100);
    }
}
