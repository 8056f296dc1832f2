using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

public class KeepSecretsOutOfLogsTests
{
    static string Api(string body, string type = "APIGatewayProxyRequest", string attribute = "") => $$"""
        using System.Collections;
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;
        public class Api(Amazon.SecretsManager.IAmazonSecretsManager secrets, Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement ssm)
        {
            {{attribute}}
            public async Task<string> Handle({{type}} request, ILambdaContext context)
            {
                await Task.Yield();
                var (password, count, key) = (request.ToString()!.Trim(), 1, "k");
                {{body}}
                return "";
            }
            static string Mask(string value) => value[..1];
            public object Use => (secrets, ssm);
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task The_whole_environment_is_reported(Shape shape) => Verify<KeepSecretsOutOfLogs>.Reports(
        shape.With("""await Task.Yield(); context.Logger.LogInformation("env {Env}", [|System.Text.Json.JsonSerializer.Serialize(Environment.GetEnvironmentVariables())|]);"""), DiagnosticSeverity.Warning,
        "All environment variables go into the log, credentials among them; leave them out");

    [Theory]
    [InlineData("foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) Console.WriteLine($\"{entry.Key}={[|entry.Value|]}\");")]
    [InlineData("foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) Console.WriteLine([|entry|]);")]
    [InlineData("var all = Environment.GetEnvironmentVariables(); LambdaLogger.Log([|JsonSerializer.Serialize(all)|]);")]
    [InlineData("context.Logger.LogLine(\"ENV: \" + [|JsonSerializer.Serialize(Environment.GetEnvironmentVariables())|]);")]
    [InlineData("var stream = new MemoryStream(); var reader = new StreamReader(stream); new DefaultLambdaJsonSerializer().Serialize(Environment.GetEnvironmentVariables(), stream); stream.Position = 0; LambdaLogger.Log(\"ENV: \" + [|reader.ReadLine()|]); LambdaLogger.Log(\"\" + count); reader.ReadToEnd();")]
    public Task However_the_environment_is_written(string body) => Verify<KeepSecretsOutOfLogs>.Reports(Api(body));

    [Theory]
    [InlineData("context.Logger.LogInformation(\"pw {Password}\", [|password|]);")]
    [InlineData("Console.WriteLine($\"pw {[|password|]}\");")]
    [InlineData("Console.WriteLine([|Environment.GetEnvironmentVariable(\"DB_PASSWORD\")|]);")]
    [InlineData("var accessToken = \"\" + key; context.Logger.LogDebug([|accessToken|]);")]
    [InlineData("context.Logger.LogInformation(\"auth {Auth}\", [|request.Headers[\"Authorization\"]|]);")]
    [InlineData("if (request.Headers.TryGetValue(\"cookie\", out var crumbs)) context.Logger.LogInformation(\"{Crumbs}\", [|crumbs|]);")]
    [InlineData("context.Logger.LogInformation(\"{Headers}\", [|JsonSerializer.Serialize(request.Headers)|]);")]
    [InlineData("var secret = await secrets.GetSecretValueAsync(new() { SecretId = key }); context.Logger.LogInformation(\"{S}\", [|secret.SecretString|]);")]
    [InlineData("var value = (await secrets.GetSecretValueAsync(new() { SecretId = key })).SecretString; context.Logger.LogInformation(\"{S}\", [|value|]);")]
    [InlineData("var found = await ssm.GetParameterAsync(new() { Name = key, WithDecryption = true }); context.Logger.LogInformation(\"{S}\", [|found.Parameter.Value|]);")]
    [InlineData("Amazon.Runtime.AWSCredentials credentials = new Amazon.Runtime.BasicAWSCredentials(key, key); context.Logger.LogInformation(\"{@C}\", [|credentials|]);")]
    [InlineData("var given = new Amazon.Runtime.BasicAWSCredentials(key, key).GetCredentials(); context.Logger.LogInformation(\"{C}\", [|given.SecretKey|]);")]
    public Task Credentials_secrets_and_headers_are_reported(string body) => Verify<KeepSecretsOutOfLogs>.Reports(Api(body), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("context.Logger.LogInformation(\"{Event}\", [|JsonSerializer.Serialize(request)|]);", DiagnosticSeverity.Warning)]
    [InlineData("context.Logger.LogInformation(\"{@Event}\", [|request|]);", DiagnosticSeverity.Warning)]
    [InlineData("var json = JsonSerializer.Serialize(request); context.Logger.LogLine(\"event \" + [|json|]);", DiagnosticSeverity.Warning)]
    [InlineData("AWS.Lambda.Powertools.Logging.Logger.LogInformation([|request|]);", DiagnosticSeverity.Warning)]
    [InlineData("context.Logger.LogDebug(\"{Event}\", [|JsonSerializer.Serialize(request)|]);", DiagnosticSeverity.Info)]
    public Task A_whole_event_is_reported(string body, DiagnosticSeverity severity) => Verify<KeepSecretsOutOfLogs>.Reports(Api(body), severity);

    [Theory]
    [InlineData("Amazon.Lambda.SQSEvents.SQSEvent", DiagnosticSeverity.Info)]
    [InlineData("Amazon.Lambda.CognitoEvents.CognitoPreSignupEvent", DiagnosticSeverity.Warning)]
    [InlineData("Amazon.Lambda.ApplicationLoadBalancerEvents.ApplicationLoadBalancerRequest", DiagnosticSeverity.Warning)]
    public Task The_source_decides_how_bad_it_is(string type, DiagnosticSeverity severity) => Verify<KeepSecretsOutOfLogs>.Reports(
        Api("context.Logger.LogInformation(\"{Event}\", [|JsonSerializer.Serialize(request)|]);", type), severity);

    [Theory]
    [InlineData("context.Logger.LogInformation(\"{Length} {Has}\", password.Length, password is null);")]
    [InlineData("context.Logger.LogInformation(\"{Masked} {Start}\", Mask(password), password[..1]);")]
    [InlineData("context.Logger.LogInformation(\"{Id} {Path}\", request.RequestContext.RequestId, request.Resource);")]
    [InlineData("context.Logger.LogInformation($\"got {request}\");")]
    [InlineData("AWS.Lambda.Powertools.Logging.Logger.LogInformation($\"got {request}\");")]
    [InlineData("context.Logger.LogInformation(\"{Name}\", nameof(password));")]
    [InlineData("context.Logger.LogInformation(\"{Region}\", Environment.GetEnvironmentVariable(\"AWS_REGION\"));")]
    [InlineData("context.Logger.LogInformation(\"{Arn}\", Environment.GetEnvironmentVariable(\"DB_SECRET_ARN\"));")]
    [InlineData("context.Logger.LogInformation(\"{Count}\", Environment.GetEnvironmentVariables().Count);")]
    [InlineData("context.Logger.LogInformation(\"{Type}\", request.Headers[\"Content-Type\"]);")]
    [InlineData("var nextToken = key; context.Logger.LogInformation(\"{Token}\", nextToken);")]
    [InlineData("var secretName = key; context.Logger.LogInformation(\"{Secret}\", secretName);")]
    [InlineData("var found = await ssm.GetParameterAsync(new() { Name = key }); context.Logger.LogInformation(\"{S}\", found.Parameter.Value);")]
    [InlineData("var stream = new MemoryStream(); new DefaultLambdaJsonSerializer().Serialize(count, stream); context.Logger.LogInformation(\"{Text}\", new StreamReader(stream).ReadLine());")]
    [InlineData("var sessionId = key; context.Logger.LogInformation(\"{SessionId}\", sessionId);")]
    [InlineData("var tokens = 3; context.Logger.LogInformation(\"{Tokens}\", tokens);")]
    [InlineData("File.WriteAllText(\"/tmp/x\", JsonSerializer.Serialize(request));")]
    public Task Lengths_masks_ids_and_names_are_fine(string body) => Verify<KeepSecretsOutOfLogs>.Allows(Api(body));

    [Theory]
    [InlineData("Amazon.Lambda.S3Events.S3Event")]
    [InlineData("Amazon.Lambda.CloudWatchEvents.ScheduledEvents.ScheduledEvent")]
    public Task Events_without_data_are_fine(string type) => Verify<KeepSecretsOutOfLogs>.Allows(Api("context.Logger.LogInformation(\"{Event}\", JsonSerializer.Serialize(request));", type));

    [Fact]
    public Task Powertools_LogEvent_is_reported() => Verify<KeepSecretsOutOfLogs>.Reports(
        Api("", attribute: "[AWS.Lambda.Powertools.Logging.Logging([|LogEvent = true|])]"), DiagnosticSeverity.Warning, "'LogEvent' writes every event into the log, with all that was sent; leave it out");

    [Theory]
    [InlineData("APIGatewayProxyRequest", "[AWS.Lambda.Powertools.Logging.Logging(LogEvent = false)]")]
    [InlineData("Amazon.Lambda.S3Events.S3Event", "[AWS.Lambda.Powertools.Logging.Logging(LogEvent = true)]")]
    public Task LogEvent_of_a_harmless_event_is_fine(string type, string attribute) => Verify<KeepSecretsOutOfLogs>.Allows(Api("", type, attribute));

    [Theory]
    [InlineData("context.Logger.LogInformation(\"event {Event}\", [|JsonSerializer.Serialize(request)|]);", "context.Logger.LogInformation(\"{Method} {Resource} {ApiRequestId}\", request.HttpMethod, request.Resource, request.RequestContext.RequestId);", "Ids")]
    [InlineData("context.Logger.LogInformation($\"event {[|JsonSerializer.Serialize(request)|]}\");", "context.Logger.LogInformation($\"event {request.RequestContext.RequestId}\");", "Ids")]
    [InlineData("context.Logger.LogInformation(\"env {Env}\", [|JsonSerializer.Serialize(Environment.GetEnvironmentVariables())|]);", "", "LeaveOut")]
    [InlineData("foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) { Console.WriteLine($\"{entry.Key}={[|entry.Value|]}\"); }", "", "LeaveOut")]
    [InlineData("context.Logger.LogInformation(\"{Count} logins with {Password}\", count, [|password|]);", "context.Logger.LogInformation(\"{Count} logins with\", count);", "LeaveOut")]
    public Task The_fix_logs_less(string before, string after, string plan) => Verify<KeepSecretsOutOfLogs>.Fixes<KeepSecretsOutOfLogsFix>(
        Api(before), after.Length > 0 ? Api(after) : Api("GONE").Replace("        GONE\n", "", StringComparison.Ordinal), plan);

    [Fact]
    public Task The_fix_takes_LogEvent_away() => Verify<KeepSecretsOutOfLogs>.Fixes<KeepSecretsOutOfLogsFix>(
        Api("", attribute: "[AWS.Lambda.Powertools.Logging.Logging([|LogEvent = true|], Service = \"api\")]"), Api("", attribute: "[AWS.Lambda.Powertools.Logging.Logging(Service = \"api\")]"), "LogEvent");

    [Fact]
    public Task No_ids_where_the_event_is_out_of_sight() => Verify<KeepSecretsOutOfLogs>.OffersNothing<KeepSecretsOutOfLogsFix>(
        Api("var json = JsonSerializer.Serialize(request); context.Logger.LogLine(\"event \" + [|json|]);"), "Ids");

    [Theory]
    [InlineData("using (log.BeginScope(\"{Password}\", [|password|])) { }")]
    [InlineData("using (log.BeginScope(new Dictionary<string, object> { [\"secret\"] = [|password|], [\"count\"] = count })) { }")]
    [InlineData("using (log.BeginScope(new[] { new KeyValuePair<string, object>(\"auth\", [|request.Headers[\"Authorization\"]|]) })) { }")]
    [InlineData("using (log.BeginScope(new { request.Path, Key = [|request.Headers[\"x-api-key\"]|] })) { }")]
    [InlineData("AWS.Lambda.Powertools.Logging.Logger.AppendKey(\"auth\", [|request.Headers[\"Authorization\"]|]);")]
    [InlineData("AWS.Lambda.Powertools.Logging.Logger.AppendKeys(new Dictionary<string, object> { { \"event\", [|request|] } });")]
    public Task What_a_scope_adds_to_every_line_is_reported(string body) => Verify<KeepSecretsOutOfLogs>.Reports(Api("Microsoft.Extensions.Logging.ILogger log = null!; " + body).Replace("using System", "using Microsoft.Extensions.Logging; using System", StringComparison.Ordinal), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("using (log.BeginScope(\"{Count}\", count)) { }")]
    [InlineData("using (log.BeginScope(new Dictionary<string, object> { [\"password\"] = password.Length })) { }")]
    [InlineData("AWS.Lambda.Powertools.Logging.Logger.AppendKey(\"requestId\", request.RequestContext.RequestId);")]
    public Task Ids_in_a_scope_are_fine(string body) => Verify<KeepSecretsOutOfLogs>.Allows(Api("Microsoft.Extensions.Logging.ILogger log = null!; " + body).Replace("using System", "using Microsoft.Extensions.Logging; using System", StringComparison.Ordinal));
}
