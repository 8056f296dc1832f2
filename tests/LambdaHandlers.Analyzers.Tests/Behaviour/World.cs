using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>All that a handler sees of the world during one invocation: AWS, the web, the context and its log. It answers what was agreed and writes everything down.</summary>
sealed class World(Invocation invocation, int number) : ILambdaContext, ILambdaLogger
{
    static readonly AsyncLocal<World?> Current = new();
    static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    // Time passes: what was left at the start is not what is left after a call.
    static readonly TimeSpan Call = TimeSpan.FromSeconds(3);

    readonly List<string> _lines = [];
    TimeSpan _spent;
    readonly Dictionary<string, Queue<JsonNode?>> _replies = invocation.Replies.ToDictionary(each => each.Key, each => new Queue<JsonNode?>(each.Value));

    /// <summary>What happened so far, a line each.</summary>
    public IReadOnlyList<string> Lines { get { lock (_lines) return [.. _lines]; } }

    /// <summary>To be called before any client is made, and a program makes its clients before its first event.</summary>
    public static void Install() => Aws.Installed.ToString();

    /// <summary>From here on this flow of control sees this world.</summary>
    public void Enter() => Current.Value = this;

    public void Write(string line)
    {
        lock (_lines) _lines.Add(line);
    }

    string ILambdaContext.AwsRequestId => $"request-{number}";
    IClientContext ILambdaContext.ClientContext => null!;
    string ILambdaContext.FunctionName => "function";
    string ILambdaContext.FunctionVersion => "$LATEST";
    ICognitoIdentity ILambdaContext.Identity => null!;
    string ILambdaContext.InvokedFunctionArn => "arn:aws:lambda:eu-central-1:123456789012:function:function";
    ILambdaLogger ILambdaContext.Logger => this;
    string ILambdaContext.LogGroupName => "/aws/lambda/function";
    string ILambdaContext.LogStreamName => "stream";
    int ILambdaContext.MemoryLimitInMB => 256;
    TimeSpan ILambdaContext.RemainingTime => invocation.Remaining - _spent;

    void ILambdaLogger.Log(string message) => Write($"log {message}");
    void ILambdaLogger.LogLine(string message) => Write($"log {message}");
    void ILambdaLogger.Log(string level, string message) => Write($"log {level} {message}");
    void ILambdaLogger.Log(string level, string message, params object[] args) => Write($"log {level} {message} {Text.Of(args)}");
    void ILambdaLogger.Log(string level, Exception exception, string message, params object[] args) =>
        Write($"log {level} {exception.GetType()}: {exception.Message} {message} {Text.Of(args)}");

    object Answer(AmazonWebServiceRequest request)
    {
        var operation = request.GetType().Name[..^"Request".Length];
        Write($"aws {operation} {Text.Of(request)}");
        _spent += Call;
        if (!_replies.TryGetValue(operation, out var queue) || !queue.TryDequeue(out var reply)) throw new InvalidOperationException($"nobody agreed on a reply to {operation}");
        if (reply?["$throws"]?.GetValue<string>() is { } failure)
            throw (Exception)Activator.CreateInstance(request.GetType().Assembly.GetType(failure) ?? throw new InvalidOperationException($"no exception {failure}"), reply["message"]!.GetValue<string>())!;
        var type = request.GetType().Assembly.GetType(request.GetType().FullName![..^"Request".Length] + "Response")!;
        if (reply?["$body"]?.GetValue<string>() is not { } body) return reply.Deserialize(type, Json)!;
        var response = Activator.CreateInstance(type)!;
        type.GetProperty("ResponseStream")!.SetValue(response, new MemoryStream(Encoding.UTF8.GetBytes(body)));
        return response;
    }

    /// <summary>Every client of the AWS SDK, however it came into being.</summary>
    sealed class Aws : PipelineHandler, IRuntimePipelineCustomizer
    {
        public static readonly Aws Installed = Install();

        static Aws Install()
        {
            // A client wants to know where it would call.
            Environment.SetEnvironmentVariable("AWS_REGION", "eu-central-1");
            var aws = new Aws();
            RuntimePipelineCustomizerRegistry.Instance.Register(aws);
            return aws;
        }

        public string UniqueName => nameof(World);

        public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new Aws());

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            if (Current.Value is not { } world) return base.InvokeAsync<T>(executionContext);
            try { return Task.FromResult((T)world.Answer(executionContext.RequestContext.OriginalRequest)); }
            catch (Exception failure) { return Task.FromException<T>(failure); }
        }
    }

    /// <summary>The web: one server for the test, which answers for the world that is current while its handler runs.</summary>
    public sealed class Web : IDisposable
    {
        readonly HttpListener _listener = new();

        public Web()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
                free.Stop();
            }
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = Serve();
        }

        public string Url { get; }

        public World? World { get; set; }

        public Invocation? Invocation { get; set; }

        async Task Serve()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext request;
                try { request = await _listener.GetContextAsync(); }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
                World?.Write($"http {request.Request.HttpMethod} {request.Request.RawUrl}");
                if (Invocation?.Http.TryGetValue(request.Request.RawUrl!, out var body) == true)
                {
                    request.Response.ContentType = "application/json";
                    await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                }
                else request.Response.StatusCode = 404;
                request.Response.Close();
            }
        }

        public void Dispose() => _listener.Close();
    }
}

/// <summary>An object as text, the same for the same values.</summary>
static class Text
{
    public static string Of(object? value, int depth = 0) => value switch
    {
        null => "-",
        string text => $"\"{text}\"",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        ConstantClass constant => constant.Value,
        Stream => "stream",
        _ when depth > 6 => "…",
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}: {Of(map[key], depth + 1)}")) + "}",
        IEnumerable many => "[" + string.Join(", ", many.Cast<object?>().Select(each => Of(each, depth + 1))) + "]",
        Exception failure => $"{failure.GetType()}: {failure.Message}",
        _ => "{" + string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite).OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => (property.Name, Value: Read(property, value))).Where(each => each.Value is not null)
            .Select(each => $"{each.Name}: {Of(each.Value, depth + 1)}")) + "}",
    };

    static object? Read(PropertyInfo property, object value)
    {
        try { return property.GetValue(value); }
        catch (TargetInvocationException) { return null; }
    }
}
