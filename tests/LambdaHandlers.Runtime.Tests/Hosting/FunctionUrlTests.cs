using System.Net;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

public class FunctionUrlTests
{
    static Task<Reply> Get(Running running, string path, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(running.Function.Url!, path));
        change?.Invoke(request);
        return running.Send(request);
    }

    [Fact]
    public async Task A_request_becomes_an_event_of_version_2()
    {
        await using var running = await Running.Of("public System.Text.Json.JsonElement Handle(System.Text.Json.JsonElement request) => request;");
        var reply = await Get(running, "/a/b%20c%2Fd?x=1&x=2&X=%C3%A4+b&y=&z", request =>
        {
            request.Method = HttpMethod.Post;
            request.Headers.Add("X-Many", ["1", "2"]);
            request.Headers.Add("Cookie", "a=1; b=2");
            request.Content = new StringContent("ä", null, "text/plain");
        });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var json = reply.Json;
        string Text(string path) => path.Split('.').Aggregate(json, (at, name) => at.GetProperty(name)).ToString();
        Assert.Equal(("2.0", "$default", "/a/b%20c%2Fd", "x=1&x=2&X=%C3%A4+b&y=&z"), (Text("version"), Text("routeKey"), Text("rawPath"), Text("rawQueryString")));
        Assert.Equal("1,2", Text("headers.x-many").Replace(" ", ""));
        Assert.Equal("""{"x":"1,2","X":"ä b","y":"","z":""}""", Text("queryStringParameters"));
        Assert.Equal("""["a=1","b=2"]""", Text("cookies"));
        Assert.Equal(("ä", "False"), (Text("body"), Text("isBase64Encoded")));
        Assert.Equal(("POST", "127.0.0.1", "HTTP/1.1"), (Text("requestContext.http.method"), Text("requestContext.http.sourceIp"), Text("requestContext.http.protocol")));
        Assert.Matches(@"^\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000$", Text("requestContext.time"));
    }

    [Fact]
    public async Task Bytes_travel_in_base64_both_ways()
    {
        await using var running = await Running.Of("""
            public object Handle(System.Text.Json.JsonElement request) => new { statusCode = 201, isBase64Encoded = true, body = request.GetProperty("body").GetString(),
                headers = new Dictionary<string, string> { ["content-type"] = "image/png", ["x-was"] = request.GetProperty("isBase64Encoded").ToString() }, cookies = new[] { "a=1", "b=2" } };
            """);
        var reply = await Get(running, "/", request =>
        {
            request.Method = HttpMethod.Put;
            request.Content = new ByteArrayContent([1, 2, 65]);
        });
        Assert.Equal((HttpStatusCode.Created, "\u0001\u0002A", "image/png", "True"), (reply.Status, reply.Body, reply.Headers["content-type"], reply.Headers["x-was"]));
        Assert.Equal("a=1,b=2", reply.Headers["Set-Cookie"]);
    }

    [Theory]
    [InlineData("\"plain\"", HttpStatusCode.OK, "\"plain\"")]
    [InlineData("plain", HttpStatusCode.OK, "plain")]
    [InlineData("", HttpStatusCode.OK, "")]
    [InlineData("{\"statusCode\":200,\"body\":null}", HttpStatusCode.OK, "")]
    [InlineData("{\"statusCode\":200,\"body\":\"not base64!\",\"isBase64Encoded\":true}", HttpStatusCode.BadGateway, "Internal Server Error")]
    [InlineData("{\"statusCode\":200,\"body\":\"x\",\"headers\":{\"Transfer-Encoding\":\"chunked\",\"Connection\":\"close\",\"content-length\":\"9\"}}", HttpStatusCode.OK, "x")]
    [InlineData("{\"x\":1}", HttpStatusCode.OK, "{\"x\":1}")]
    [InlineData("{\"statusCode\":404,\"body\":\"no\"}", HttpStatusCode.NotFound, "no")]
    [InlineData("{\"statusCode\":\"404\"}", HttpStatusCode.BadGateway, "Internal Server Error")]
    [InlineData("{\"statusCode\":204,\"body\":\"x\"}", HttpStatusCode.NoContent, "")]
    public async Task The_answer_becomes_the_response(string answer, HttpStatusCode status, string body)
    {
        await using var running = await Running.Of($"public Stream Handle() => new MemoryStream(Convert.FromBase64String(\"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(answer))}\"));");
        var reply = await Get(running, "/");
        Assert.Equal((status, body), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task A_streamed_answer_brings_its_head_along()
    {
        await using var running = await Running.Of(Running.Configuration(Subject.Compile("""
            using System;
            using System.Net.Http;
            using System.Text;
            var next = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
            using var http = new HttpClient();
            while (true)
            {
                var id = string.Concat((await http.GetAsync(next + "next")).Headers.GetValues("Lambda-Runtime-Aws-Request-Id"));
                var answer = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"statusCode\":201,\"headers\":{\"x-a\":\"b\"},\"cookies\":[\"c=1\"]}\0\0\0\0\0\0\0\0streamed"));
                answer.Headers.Add("Content-Type", "application/vnd.awslambda.http-integration-response");
                answer.Headers.Add("Lambda-Runtime-Function-Response-Mode", "streaming");
                await http.PostAsync(next + id + "/response", answer);
            }
            """, serializer: false, executable: true)), change => change with { Handler = "Fn" });
        var reply = await Get(running, "/");
        Assert.Equal((HttpStatusCode.Created, "streamed", "b", "c=1"), (reply.Status, reply.Body, reply.Headers["x-a"], reply.Headers["Set-Cookie"]));
    }

    [Fact]
    public async Task A_failing_function_is_a_bad_gateway()
    {
        await using var running = await Running.Of("public void Handle() => throw new Exception(\"secret\");");
        var reply = await Get(running, "/");
        Assert.Equal((HttpStatusCode.BadGateway, "Internal Server Error"), (reply.Status, reply.Body));
    }
}
