using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class AnswerTheGatewayTests
{
    const string Usings = "using Amazon.Lambda.APIGatewayEvents; using Amazon.Lambda.ApplicationLoadBalancerEvents;\n";

    static Subject Handler(string member) => Subject.Of(Usings + "public class F { " + member + " }").HandledBy("F::H");

    static Subject Template(string member, string events) => Subject.Of(Usings + "public class F { " + member + " }").File("template.yaml", $$"""
        Resources:
          F: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: ., Handler: "Shop::F::H", {{events}} } }
        """);

    [Theory]
    [InlineData("public [|void|] H(APIGatewayProxyRequest r) { }", "answers nothing, and the client gets a 502; return 'APIGatewayProxyResponse'")]
    [InlineData("public [|Task|] H(APIGatewayHttpApiV2ProxyRequest r) => Task.CompletedTask;", "answers nothing, and the client gets a 500; return 'APIGatewayHttpApiV2ProxyResponse'")]
    [InlineData("public [|Task|] H(ApplicationLoadBalancerRequest r) => Task.CompletedTask;", "answers nothing, and the load balancer's client gets a 502; return 'ApplicationLoadBalancerResponse'")]
    [InlineData("public [|Task<string>|] H(APIGatewayProxyRequest r) => Task.FromResult(\"\");", "answers with a string, and the client gets a 502; return 'APIGatewayProxyResponse'")]
    [InlineData("public [|APIGatewayHttpApiV2ProxyResponse|] H(APIGatewayProxyRequest r) => new() { StatusCode = 200 };", "answers a REST API with the response of an HTTP API, whose cookies are refused with a 502; return 'APIGatewayProxyResponse'")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayHttpApiV2ProxyRequest r) { var a = new APIGatewayProxyResponse { StatusCode = 200 }; a.[|MultiValueHeaders|] = new Dictionary<string, IList<string>>(); return a; }", "sets 'MultiValueHeaders', which an HTTP API and a function URL do not know; set 'Headers', or return 'APIGatewayHttpApiV2ProxyResponse' with its 'Cookies'")]
    [InlineData("public async Task<APIGatewayProxyResponse> H(APIGatewayHttpApiV2ProxyRequest r) { await Task.Yield(); return new() { StatusCode = 200, [|MultiValueHeaders|] = new Dictionary<string, IList<string>>() }; }", "sets 'MultiValueHeaders', which an HTTP API and a function URL do not know; set 'Headers', or return 'APIGatewayHttpApiV2ProxyResponse' with its 'Cookies'")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => [|new|] APIGatewayProxyResponse { Body = r.Path };", "answers without a status code, and the client gets a 502; set 'StatusCode'")]
    [InlineData("public Task<APIGatewayHttpApiV2ProxyResponse> H(APIGatewayHttpApiV2ProxyRequest r) => Task.FromResult([|new|] APIGatewayHttpApiV2ProxyResponse());", "answers without a status code, and the client gets a 500; set 'StatusCode'")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) { var a = [|new|] APIGatewayProxyResponse(); a.Body = r.Path; a.Headers = null; return a; }", "answers without a status code, and the client gets a 502; set 'StatusCode'")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => r.Path == null ? [|new|]() { Body = r.Path } : new() { StatusCode = 200 };", "answers without a status code, and the client gets a 502; set 'StatusCode'")]
    [InlineData("public [|Task<Reply>|] H(APIGatewayProxyRequest r) => null!; public record Reply(string Id);", "answers with 'Reply', which has no status code, and the client gets a 502; return 'APIGatewayProxyResponse'")]
    [InlineData("public [|Reply|] H(ApplicationLoadBalancerRequest r) => default; public struct Reply { [System.Text.Json.Serialization.JsonPropertyName(\"id\")] public string Id { get; set; } }", "answers with 'Reply', which has no status code, and the load balancer's client gets a 502; return 'ApplicationLoadBalancerResponse'")]
    public Task What_the_gateway_refuses_is_reported(string member, string message) => Verify<AnswerTheGateway>.Reports(Handler(member), DiagnosticSeverity.Warning, "Handler 'H' " + message);

    [Theory]
    [InlineData("public [|string|] H(string s) => s;", "Events: { A: { Type: Api, Properties: { Path: /, Method: get } } }")]
    [InlineData("public [|void|] H(string s) { }", "Events: { A: { Type: HttpApi } }")]
    [InlineData("public [|Task|] H(Stream s) => Task.CompletedTask;", "FunctionUrlConfig: { AuthType: NONE }")]
    [InlineData("public [|string|] H(Stream s) => \"\";", "Events: { A: { Type: HttpApi, Properties: { PayloadFormatVersion: '1.0' } } }")]
    public Task The_template_tells_too(string member, string events) => Verify<AnswerTheGateway>.Reports(Template(member, events));

    [Theory]
    [InlineData("public string H(string s) => s;", "Events: { A: { Type: HttpApi } }")]
    [InlineData("public string H(string s) => s;", "FunctionUrlConfig: { AuthType: NONE }")]
    [InlineData("public string H(string s) => s;", "Events: { A: { Type: Api, Properties: { RestApiId: !Ref Described } } }")]
    [InlineData("public string H(string s) => s;", "Events: { A: { Type: Api }, B: { Type: Schedule } }")]
    [InlineData("public void H(string s) { }", "Events: { A: { Type: SQS } }")]
    [InlineData("public void H(string s) { }", "MemorySize: 128")]
    [InlineData("public Stream H(Stream s) => s;", "Events: { A: { Type: Api } }")]
    // The template and the request's type disagree.
    [InlineData("public APIGatewayHttpApiV2ProxyResponse H(APIGatewayProxyRequest r) => new() { StatusCode = 200 };", "Events: { A: { Type: HttpApi } }")]
    [InlineData("public string H(APIGatewayProxyRequest r) => r.Path;", "Events: { A: { Type: HttpApi } }")]
    [InlineData("public void H(APIGatewayProxyRequest r) => GC.KeepAlive(r.RequestContext.ConnectionId);", "MemorySize: 128")]
    public Task What_another_source_takes_is_fine(string member, string events) => Verify<AnswerTheGateway>.Allows(Template(member, events));

    [Theory]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => new() { StatusCode = 200, Body = r.Path };")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) { var a = new APIGatewayProxyResponse(); a.StatusCode = 204; return a; }")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) { var a = new APIGatewayProxyResponse(); Finish(a); return a; } static void Finish(APIGatewayProxyResponse a) => a.StatusCode = 200;")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => Finish(new APIGatewayProxyResponse()); static APIGatewayProxyResponse Finish(APIGatewayProxyResponse a) { a.StatusCode = 200; return a; }")]
    [InlineData("public APIGatewayHttpApiV2ProxyResponse H(APIGatewayHttpApiV2ProxyRequest r) => new() { StatusCode = 200 };")]
    [InlineData("public string H(APIGatewayHttpApiV2ProxyRequest r) => r.RawPath;")]
    // Payload 2.0 reads the older response too.
    [InlineData("public Task<APIGatewayProxyResponse> H(APIGatewayHttpApiV2ProxyRequest r) => Task.FromResult(new APIGatewayProxyResponse { StatusCode = 200, Headers = new Dictionary<string, string>(), MultiValueHeaders = null, Body = \"\" });")]
    [InlineData("public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => new() { StatusCode = 200, MultiValueHeaders = new Dictionary<string, IList<string>>() };")]
    [InlineData("public List<int> H(APIGatewayHttpApiV2ProxyRequest r) => [];")]
    [InlineData("public APIGatewayCustomAuthorizerResponse H(APIGatewayCustomAuthorizerRequest r) => new();")]
    [InlineData("public async void H(APIGatewayProxyRequest r) => await Task.Yield();")]
    [InlineData("public ValueTask H(APIGatewayProxyRequest r) => default;")]
    // What becomes of these, JSON alone tells.
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public record Reply(int StatusCode, string Body);")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public record Reply([property: System.Text.Json.Serialization.JsonPropertyName(\"statusCode\")] int Code);")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public class Reply : APIGatewayProxyResponse { }")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public class Reply : Dictionary<string, object> { }")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public abstract class Reply { }")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public class Reply { [System.Text.Json.Serialization.JsonExtensionData] public Dictionary<string, object>? All { get; set; } }")]
    [InlineData("public Reply H(APIGatewayProxyRequest r) => null!; public class Reply { public bool IsAuthorized { get; set; } }")]
    [InlineData("public Dictionary<string, object> H(APIGatewayProxyRequest r) => []; public object G() => 1;")]
    [InlineData("public object H(APIGatewayProxyRequest r) => new { statusCode = 200 };")]
    [InlineData("public Reply H(APIGatewayHttpApiV2ProxyRequest r) => null!; public record Reply(string Id);")]
    public Task What_it_takes_is_fine(string member) => Verify<AnswerTheGateway>.Allows(Handler(member));

    [Theory]
    [InlineData("public string H(APIGatewayProxyRequest r, ILambdaContext c) => r.Path;")]
    [InlineData("[Amazon.Lambda.Annotations.LambdaFunction, Amazon.Lambda.Annotations.APIGateway.RestApi(Amazon.Lambda.Annotations.APIGateway.LambdaHttpMethod.Get, \"/\")] public string H() => \"\";")]
    public Task What_is_probable_or_wrapped_is_fine(string member) => Verify<AnswerTheGateway>.Allows(Usings + "public class F { " + member + " }");

    [Fact]
    public Task The_bootstrap_counts() => Verify<AnswerTheGateway>.Reports(Subject.Of(
        Usings + "using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<APIGatewayProxyRequest, string>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static [|string|] H(APIGatewayProxyRequest r) => r.Path;").Executable());

    [Fact]
    public Task The_fix_sets_the_status() => Verify<AnswerTheGateway>.Fixes<AnswerTheGatewayFix>(
        Handler("""
            public APIGatewayProxyResponse H(APIGatewayProxyRequest r)
                {
                    if (r.Path == "/") return [|new|] APIGatewayProxyResponse { Body = "" }; // home
                    if (r.Path == "/x") return [|new|]();
                    return [|new|] APIGatewayProxyResponse
                    {
                        // What they asked for.
                        Body = r.Path,
                        Headers = null,
                    };
                }
            """),
        Handler("""
            public APIGatewayProxyResponse H(APIGatewayProxyRequest r)
                {
                    if (r.Path == "/") return new APIGatewayProxyResponse { StatusCode = 200, Body = "" }; // home
                    if (r.Path == "/x") return new() { StatusCode = 200 };
                    return new APIGatewayProxyResponse
                    {
                        StatusCode = 200,
                        // What they asked for.
                        Body = r.Path,
                        Headers = null,
                    };
                }
            """));

    [Theory]
    [InlineData("public [|void|] H(APIGatewayProxyRequest r) { if (r.Path == \"/\") return; /* root */ GC.Collect(); }", "public APIGatewayProxyResponse H(APIGatewayProxyRequest r) { if (r.Path == \"/\") return new APIGatewayProxyResponse { StatusCode = 200 }; /* root */ GC.Collect(); return new APIGatewayProxyResponse { StatusCode = 200 }; }")]
    [InlineData("public [|Task|] H(APIGatewayHttpApiV2ProxyRequest r) { GC.Collect(); return Task.CompletedTask; }", "public Task<APIGatewayHttpApiV2ProxyResponse> H(APIGatewayHttpApiV2ProxyRequest r) { GC.Collect(); return Task.FromResult(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200 }); }")]
    [InlineData("public [|Task|] H(APIGatewayProxyRequest r) { return Task.Delay(1); }", "public async Task<APIGatewayProxyResponse> H(APIGatewayProxyRequest r) { await Task.Delay(1); return new APIGatewayProxyResponse { StatusCode = 200 }; }")]
    [InlineData("public [|string|] H(ApplicationLoadBalancerRequest r) { if (r.Path == null) throw new Exception(); return Get(); string Get() { return r.Path; } }", "public ApplicationLoadBalancerResponse H(ApplicationLoadBalancerRequest r) { if (r.Path == null) throw new Exception(); return new ApplicationLoadBalancerResponse { StatusCode = 200, Body = Get() }; string Get() { return r.Path; } }")]
    [InlineData("public [|Task<string>|] H(APIGatewayProxyRequest r) => Task.FromResult(r.Path);", "public Task<APIGatewayProxyResponse> H(APIGatewayProxyRequest r) => Task.FromResult(new APIGatewayProxyResponse { StatusCode = 200, Body = r.Path });")]
    [InlineData("public [|Task<string>|] H(APIGatewayProxyRequest r) => Load(r); static async Task<string> Load(APIGatewayProxyRequest r) { await Task.Yield(); return r.Path; }", "public async Task<APIGatewayProxyResponse> H(APIGatewayProxyRequest r) => new APIGatewayProxyResponse { StatusCode = 200, Body = await Load(r) }; static async Task<string> Load(APIGatewayProxyRequest r) { await Task.Yield(); return r.Path; }")]
    [InlineData("public [|APIGatewayHttpApiV2ProxyResponse|] H(APIGatewayProxyRequest r) => new APIGatewayHttpApiV2ProxyResponse { StatusCode = 201, Body = \"\" };", "public APIGatewayProxyResponse H(APIGatewayProxyRequest r) => new APIGatewayProxyResponse { StatusCode = 201, Body = \"\" };")]
    public Task The_fix_returns_the_gateways_response(string before, string after) => Verify<AnswerTheGateway>.Fixes<AnswerTheGatewayFix>(Handler(before), Handler(after), "Response");

    [Theory]
    [InlineData("public [|APIGatewayHttpApiV2ProxyResponse|] H(APIGatewayProxyRequest r) => new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Cookies = [] };")]
    [InlineData("public [|void|] H(APIGatewayProxyRequest r) { } public void G() => H(null!);")]
    [InlineData("public [|Reply|] H(APIGatewayProxyRequest r) => new Reply { Body = r.Path }; public class Reply { public string? Body { get; set; } }")]
    [InlineData("public [|APIGatewayHttpApiV2ProxyResponse|] H(APIGatewayProxyRequest r) => Other(); static APIGatewayHttpApiV2ProxyResponse Other() => null!;")]
    public Task No_fix_where_others_need_what_is_returned(string member) => Verify<AnswerTheGateway>.OffersNothing<AnswerTheGatewayFix>(Handler(member));
}
