using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>A server that listens nowhere: it keeps the application, and requests are handed to it.</summary>
sealed class CapturedServer : IServer
{
    public Func<IFeatureCollection, Task> Application { get; private set; }
    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        Application = Capture(application);
        return Task.CompletedTask;
    }

    public static Func<IFeatureCollection, Task> Capture<TContext>(IHttpApplication<TContext> application) => async features =>
    {
        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception failure)
        {
            application.DisposeContext(context, failure);
            throw;
        }
        application.DisposeContext(context, null);
    };

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() { }
}
