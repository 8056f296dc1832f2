using System.Net;
using System.Text;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>One HTTP request and its response, between the event that Lambda sent and ASP.NET Core.</summary>
sealed class Exchange
{
    readonly MemoryStream _body = new();
    readonly Response _response = new();

    public Exchange(object lambdaRequest, ILambdaContext context, string method, string path, string query, IHeaderDictionary headers, string body, bool isBase64)
    {
        var content = body is null ? [] : isBase64 ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        if (content.Length > 0 && headers.ContentLength is null) headers.ContentLength = content.Length;
        Features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = headers["X-Forwarded-Proto"].FirstOrDefault() ?? "https",
            Method = method,
            Path = WebUtility.UrlDecode(path.Replace("+", "%2B")),
            PathBase = "",
            RawTarget = path,
            QueryString = string.IsNullOrEmpty(query) ? "" : "?" + query,
            Headers = headers,
            Body = new MemoryStream(content),
        });
        Features.Set<IHttpResponseFeature>(_response);
        Features.Set<IHttpResponseBodyFeature>(new ResponseBody(_body, _response));
        Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(content.Length > 0));
        Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        Features.Set<IItemsFeature>(new ItemsFeature
        {
            Items = { [AbstractAspNetCoreFunction.LAMBDA_CONTEXT] = context, [AbstractAspNetCoreFunction.LAMBDA_REQUEST_OBJECT] = lambdaRequest },
        });
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();
    public int StatusCode => _response.StatusCode;
    public IHeaderDictionary Headers => _response.Headers;

    /// <summary>Text as it is, anything else as base64.</summary>
    public (string Body, bool IsBase64) Body =>
        IsText ? (Encoding.UTF8.GetString(_body.ToArray()), false) : (Convert.ToBase64String(_body.ToArray()), true);

    bool IsText =>
        _body.Length == 0
        || Headers.ContentEncoding.Count == 0
        && Headers.ContentType.ToString() is var type
        && (type.Length == 0 || TextTypes.Any(text => type.Contains(text, StringComparison.OrdinalIgnoreCase)));

    static readonly string[] TextTypes = ["text/", "json", "xml", "javascript", "x-www-form-urlencoded"];

    public async Task Run(Func<IFeatureCollection, Task> application, ILambdaLogger log, bool tellDetails)
    {
        try
        {
            await application(Features);
            await _response.Start();
        }
        catch (Exception failure)
        {
            log?.Log(Core.LogLevel.Error, failure, "Unhandled exception of the web application");
            _response.StatusCode = 500;
            _body.SetLength(0);
            if (tellDetails) _body.Write(Encoding.UTF8.GetBytes(failure.ToString()));
        }
        await _response.Complete();
    }

    sealed class BodyDetection(bool canHaveBody) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody { get; } = canHaveBody;
    }

    /// <summary>The response's first byte makes it start, as in any server.</summary>
    sealed class ResponseBody(Stream body, Response response) : StreamResponseBodyFeature(body)
    {
        public override Task StartAsync(CancellationToken cancellationToken = default) => response.Start();
    }

    sealed class Response : HttpResponseFeature
    {
        readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
        readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();
        bool _started;

        public override bool HasStarted => _started;
        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));
        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

        public async Task Start()
        {
            if (_started) return;
            while (_starting.TryPop(out var next)) await next.Callback(next.State);
            _started = true;
        }

        public async Task Complete()
        {
            while (_completed.TryPop(out var next)) await next.Callback(next.State);
        }
    }
}
