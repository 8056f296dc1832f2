using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class KeepSharedObjectsAsTheyAreTests
{
    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, """
        static readonly HttpClient Http = new(); readonly HttpClient _mine = new(); static readonly System.Text.Json.JsonSerializerOptions Json = new();
        static Task<string> Token() => Task.FromResult("t");
        """ + members);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_default_header_from_the_event_is_reported(Shape shape) => Verify<KeepSharedObjectsAsTheyAre>.Reports(
        shape.With("[|Http.DefaultRequestHeaders.Authorization|] = new(\"Bearer\", $\"{input}\"); await Http.GetAsync(\"https://example.com\");", "static readonly HttpClient Http = new();"), DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_says_what_stays() => Verify<KeepSharedObjectsAsTheyAre>.Reports(Handler("[|Http.DefaultRequestHeaders.Authorization|] = new(\"Bearer\", input); await Http.GetAsync(\"x\");"),
        DiagnosticSeverity.Warning, "'Authorization' stays set for the invocations that follow this one of Orders.Handle; put it on the request");

    [Theory]
    [InlineData("[|Http.DefaultRequestHeaders.Add(\"x-user\", input)|]; await Http.GetAsync(\"x\");")]
    [InlineData("[|Http.DefaultRequestHeaders.TryAddWithoutValidation(\"x-user\", input)|]; await Http.GetAsync(\"x\");")]
    [InlineData("Http.DefaultRequestHeaders.Remove(\"x-user\"); [|Http.DefaultRequestHeaders.Add(\"x-user\", input)|]; await Http.GetAsync(\"x\");")]
    [InlineData("[|Http.DefaultRequestHeaders.Accept.Add(new(\"application/json\"))|]; await Http.GetAsync(\"x\");")]
    [InlineData("[|_mine.BaseAddress|] = new Uri(\"https://example.com\"); await _mine.GetAsync(\"x\");")]
    [InlineData("[|_mine.Timeout|] = TimeSpan.FromSeconds(3); await _mine.GetAsync(\"x\");")]
    [InlineData("[|Json.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter())|]; await Task.Yield();")]
    [InlineData("var http = _mine; [|http.DefaultRequestHeaders.From|] = input; await http.GetAsync(\"x\");")]
    [InlineData("var headers = Http.DefaultRequestHeaders; [|headers.Add(\"x-user\", input)|]; await Http.GetAsync(\"x\");")]
    [InlineData("var headers = Http.DefaultRequestHeaders; [|headers.Authorization|] = new(\"Bearer\", input); await Http.GetAsync(\"x\");")]
    [InlineData("await new Api(Http).Get(input);", "class Api(HttpClient http) { public Task Get(string user) { [|http.DefaultRequestHeaders.Add(\"x-user\", user)|]; return http.GetAsync(\"x\"); } }")]
    [InlineData("await _api.Get(input);", "readonly Api _api = new(new HttpClient()); class Api(HttpClient http) { public Task Get(string user) { [|http.DefaultRequestHeaders.Add(\"x-user\", user)|]; return http.GetAsync(\"x\"); } }")]
    public Task Each_change_is_reported(string body, string members = "") => Verify<KeepSharedObjectsAsTheyAre>.Reports(Handler(body, members));

    [Theory]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, \"x\"); request.Headers.Add(\"x-user\", input); await Http.SendAsync(request);")]
    [InlineData("using var http = new HttpClient(); http.DefaultRequestHeaders.Add(\"x-user\", input); await http.GetAsync(\"x\");")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, \"x\"); var headers = request.Headers; headers.Add(\"x-user\", input); headers.Authorization = new(\"Bearer\", input); await Http.SendAsync(request);")]
    [InlineData("using var http = new HttpClient(); var headers = http.DefaultRequestHeaders; headers.Add(\"x-user\", input); await http.GetAsync(\"x\");")]
    [InlineData("var http = Factory.CreateClient(); http.DefaultRequestHeaders.Add(\"x-user\", input); await http.GetAsync(\"x\");")]
    [InlineData("Http.DefaultRequestHeaders.Authorization = new(\"Bearer\", await Token()); await Http.GetAsync(\"x\");")]
    [InlineData("Http.DefaultRequestHeaders.Clear(); Http.DefaultRequestHeaders.Add(\"x-app\", \"orders\"); await Http.GetAsync(\"x\");")]
    [InlineData("if (!_ready) { Http.DefaultRequestHeaders.Add(\"x-app\", \"orders\"); _ready = true; } await Http.GetAsync(\"x\");")]
    [InlineData("if (_late is null) { _late = new(); _late.DefaultRequestHeaders.Add(\"x-app\", \"orders\"); } await _late.GetAsync(\"x\");")]
    [InlineData("var options = new System.Text.Json.JsonSerializerOptions(Json) { WriteIndented = input.Length > 3 }; await Task.Delay(options.GetHashCode());")]
    public Task What_belongs_to_the_request_or_is_always_the_same_is_fine(string body) => Verify<KeepSharedObjectsAsTheyAre>.Allows(
        Handler(body, "static bool _ready; static HttpClient? _late; static readonly IHttpClientFactory Factory = null!;"));

    [Fact]
    public Task Several_invocations_at_once_race_for_a_setting_that_is_always_the_same() => Verify<KeepSharedObjectsAsTheyAre>.Reports(
        Handler("[|Http.DefaultRequestHeaders.Authorization|] = new(\"Bearer\", await Token()); await Http.GetAsync(\"x\");").Configured("lambda_handlers.multi_concurrency = true"));

    [Fact]
    public Task What_is_set_at_initialisation_is_fine() => Verify<KeepSharedObjectsAsTheyAre>.Allows("""
        public class F
        {
            static readonly HttpClient Http = new();
            public F() { Http.BaseAddress = new Uri("https://example.com"); Http.DefaultRequestHeaders.Add("x-app", "orders"); }
            public Task<string> Handle(string input, ILambdaContext context) => Http.GetStringAsync(input);
        }
        """);

    static Subject Logged(string attribute, string body) => Subject.Of($$"""
        using AWS.Lambda.Powertools.Logging;
        public class F { {{attribute}} public string Handle(string input, ILambdaContext context) { {{body}} return input; } }
        """);

    [Theory]
    [InlineData("[Logging]", "[|Logger.AppendKey(\"customer\", input)|];")]
    [InlineData("", "[|Logger.AppendKey(\"customer\", input)|];")]
    [InlineData("[Logging(ClearState = false)]", "[|Logger.AppendKeys(new Dictionary<string, string> { [\"customer\"] = input })|];")]
    public Task A_loggers_key_from_the_event_is_reported(string attribute, string body) => Verify<KeepSharedObjectsAsTheyAre>.Reports(Logged(attribute, body));

    [Fact]
    public Task A_handler_without_the_aspect_is_told_to_take_it() => Verify<KeepSharedObjectsAsTheyAre>.Reports(Logged("", "[|Logger.AppendKey(\"customer\", input)|];"),
        DiagnosticSeverity.Warning, "'AppendKey' stays set for the invocations that follow this one of F.Handle; put [Logging(ClearState = true)] on the handler");

    [Theory]
    [InlineData("[Logging(ClearState = true)]", "Logger.AppendKey(\"customer\", input);")]
    [InlineData("[Logging]", "Logger.AppendKey(\"service\", \"orders\");")]
    [InlineData("[Logging]", "Logger.AppendKey(\"customer\", input); Logger.RemoveKeys(\"customer\");")]
    public Task A_key_that_ends_or_is_always_the_same_is_fine(string attribute, string body) => Verify<KeepSharedObjectsAsTheyAre>.Allows(Logged(attribute, body));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<KeepSharedObjectsAsTheyAre>.Allows(
        Subject.Of("public class F { HttpClient _x; public void Handle(string s, ILambdaContext c) { _x.DefaultRequestHeaders.Add(; _x.Nothing = ; .Add() } }").Broken());

    [Fact]
    public Task The_fix_puts_headers_on_a_request() => Verify<KeepSharedObjectsAsTheyAre>.Fixes<KeepSharedObjectsAsTheyAreFix>(
        """
        public class F
        {
            static readonly HttpClient Http = new();
            public async Task<string> Handle(string message, ILambdaContext context)
            {
                // Who asks.
                [|Http.DefaultRequestHeaders.Authorization|] = new("Bearer", message);
                [|Http.DefaultRequestHeaders.Add("x-user", message)|]; // twice
                return await Http.GetStringAsync("https://example.com/" + message);
            }
            public async Task Send(string input, ILambdaContext context)
            {
                [|Http.DefaultRequestHeaders.From|] = input;
                using var answer = await Http.PostAsync("https://example.com", new StringContent(input));
            }
        }
        """,
        """
        public class F
        {
            static readonly HttpClient Http = new();
            public async Task<string> Handle(string message, ILambdaContext context)
            {
                using var message2 = new HttpRequestMessage(HttpMethod.Get, "https://example.com/" + message);
                // Who asks.
                message2.Headers.Authorization = new("Bearer", message);
                message2.Headers.Add("x-user", message); // twice
                using var reply = await Http.SendAsync(message2);
                reply.EnsureSuccessStatusCode();
                return await reply.Content.ReadAsStringAsync();
            }
            public async Task Send(string input, ILambdaContext context)
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, "https://example.com") { Content = new StringContent(input) };
                message.Headers.From = input;
                using var answer = await Http.SendAsync(message);
            }
        }
        """);

    [Fact]
    public Task The_fix_clears_the_loggers_state() => Verify<KeepSharedObjectsAsTheyAre>.Fixes<KeepSharedObjectsAsTheyAreFix>(
        """
        using AWS.Lambda.Powertools.Logging;
        public class F
        {
            [Logging(LogEvent = false)] // one
            public void First(string input, ILambdaContext context) => [|Logger.AppendKey("customer", input)|];
            [Logging]
            public void Second(string input, ILambdaContext context) { [|Logger.AppendKey("customer", input)|]; }
            [Logging(ClearState = false)]
            public void Third(string input, ILambdaContext context) { [|Logger.AppendKey("customer", input)|]; }
        }
        """,
        """
        using AWS.Lambda.Powertools.Logging;
        public class F
        {
            [Logging(LogEvent = false, ClearState = true)] // one
            public void First(string input, ILambdaContext context) => Logger.AppendKey("customer", input);
            [Logging(ClearState = true)]
            public void Second(string input, ILambdaContext context) { Logger.AppendKey("customer", input); }
            [Logging(ClearState = true)]
            public void Third(string input, ILambdaContext context) { Logger.AppendKey("customer", input); }
        }
        """, plan: "ClearState");

    [Theory]
    [InlineData("[|Http.DefaultRequestHeaders.From|] = input; Console.Write(input); await Http.GetAsync(\"x\");")]
    [InlineData("[|Http.DefaultRequestHeaders.From|] = input; await Http.GetAsync(\"x\", CancellationToken.None);")]
    [InlineData("[|Http.DefaultRequestHeaders.From|] = input; await Task.WhenAll(Http.GetAsync(\"x\"), Http.GetAsync(\"y\"));")]
    [InlineData("if (input.Length > 3) [|Http.DefaultRequestHeaders.From|] = input; await Http.GetAsync(\"x\");")]
    [InlineData("[|Http.Timeout|] = TimeSpan.FromSeconds(3); await Http.GetAsync(\"x\");")]
    public Task No_fix_where_it_is_not_one_plain_request(string body) => Verify<KeepSharedObjectsAsTheyAre>.OffersNothing<KeepSharedObjectsAsTheyAreFix>(Handler(body));
}
