using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

/// <summary>Log calls as real functions have them: what they lose, spoil or give away, and what only looks so. The body of one handler each.</summary>
public class WrittenDownTableTests
{
    static readonly (string Name, string Body)[] Wrong =
    [
        ("an exception behind the message", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(\"failed\", LH4002[|ex|]); throw; }"),
        ("an exception that fills a placeholder", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(\"failed {Error}\", LH4002[|ex|]); throw; }"),
        ("an exception in an interpolation", "try { await Work(); } catch (Exception ex) { context.Logger.LogError($\"failed: {LH4002[|ex|]}\"); return; }"),
        ("a message of one", "try { await Work(); } catch (HttpRequestException ex) { context.Logger.LogError(LH4002[|ex.Message|]); return; }"),
        ("a message behind a colon", "try { await Work(); } catch (Exception e) { context.Logger.LogError(\"failed: \" + LH4002[|e.Message|]); }"),
        ("the static logger", "try { await Work(); } catch (Exception e) { LambdaLogger.Log(LogLevel.Error, \"failed\", LH4002[|e|]); throw; }"),
        ("an alias of the logger", "var log = context.Logger; try { await Work(); } catch (Exception e) { log.LogWarning(\"failed {Id}\", id, LH4002[|e|]); throw; }"),
        ("more values than placeholders", "context.Logger.LogInformation(LH4006[|\"order {Id}\"|], id, count);"),
        ("more placeholders than values", "context.Logger.LogInformation(LH4006[|\"order {Id} of {Count}\"|], id);"),
        ("the same placeholder twice", "context.Logger.LogInformation(LH4006[|\"order {Id} {Id}\"|], id, count);"),
        ("a key of the envelope", "context.Logger.LogInformation(LH4006[|\"order {message}\"|], id);"),
        ("a placeholder without a name", "context.Logger.LogInformation(LH4006[|\"order {}\"|], id);"),
        ("raw text", "LH4003[|context.Logger.Log(\"order \" + id)|];"),
        ("a line of the static logger", "LH4003[|LambdaLogger.Log(\"order \" + id)|];"),
        ("the environment", "context.Logger.LogInformation(\"{Env}\", LH3005[|JsonSerializer.Serialize(Environment.GetEnvironmentVariables())|]);"),
        ("a password", "var password = id; context.Logger.LogInformation(\"{Login}\", LH3005[|password|]);"),
        ("an access token", "var accessToken = id; context.Logger.LogInformation($\"token {LH3005[|accessToken|]}\");"),
        ("a key of the configuration", "context.Logger.LogInformation(\"{Key}\", LH3005[|Environment.GetEnvironmentVariable(\"STRIPE_SECRET_KEY\")|]);"),
        ("the header that authenticates", "context.Logger.LogInformation(\"{Auth}\", LH3005[|request.Headers[\"Authorization\"]|]);"),
        ("a cookie by TryGetValue", "if (request.Headers.TryGetValue(\"Cookie\", out var cookie)) context.Logger.LogInformation(\"{Cookie}\", LH3005[|cookie|]);"),
        ("the whole request", "context.Logger.LogInformation(\"{Request}\", LH3005[|JsonSerializer.Serialize(request)|]);"),
        ("the whole request, indented", "var options = new JsonSerializerOptions { WriteIndented = true }; context.Logger.LogInformation(LH3005[|JsonSerializer.Serialize(request, options)|]);"),
        ("the whole request with its members", "context.Logger.LogInformation(\"{@Request}\", LH3005[|request|]);"),
        ("the credentials of the process", "var keys = await new Amazon.Runtime.EnvironmentVariablesAWSCredentials().GetCredentialsAsync(); context.Logger.LogInformation(\"{Keys}\", LH3005[|keys.SecretKey|]);"),
    ];

    static readonly (string Name, string Body)[] Fine =
    [
        ("the exception first", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(ex, \"failed {Id}\", id); throw; }"),
        ("the exception first and its message too", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(ex, \"failed {Reason}\", ex.Message); throw; }"),
        ("a message that is answered, the exception logged", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(ex, \"failed\"); Answer(ex.Message); }"),
        ("an inner message beside the exception", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(ex, \"failed {Inner}\", ex.InnerException?.Message); throw; }"),
        ("a message, and the exception goes on", "try { await Work(); } catch (Exception ex) { context.Logger.LogError($\"failed: {ex.Message}\"); throw; }"),
        ("a message of an expected absence", "try { await Work(); } catch (KeyNotFoundException ex) { context.Logger.LogWarning($\"none: {ex.Message}\"); }"),
        ("a message for information", "try { await Work(); } catch (FormatException ex) { context.Logger.LogInformation($\"not a number: {ex.Message}\"); }"),
        ("the name of its type", "try { await Work(); } catch (Exception ex) { context.Logger.LogError(ex, \"failed {Type}\", ex.GetType().Name); throw; }"),
        ("as many values as placeholders", "context.Logger.LogInformation(\"order {Id} of {Count}\", id, count);"),
        ("escaped braces", "context.Logger.LogInformation(\"{{Id}} is {Id}\", id);"),
        ("a format", "context.Logger.LogInformation(\"{Price:F2} {At:O}\", 12.5, DateTime.UtcNow);"),
        ("values by index", "context.Logger.LogInformation(\"{0} of {1}\", id, count);"),
        ("values in an array", "object[] values = [id, count]; context.Logger.LogInformation(\"order {Id} of {Count}\", values);"),
        ("braces of JSON as a value", "context.Logger.LogInformation(\"{Json}\", \"{}\");"),
        ("a text without values", "context.Logger.LogInformation(\"order {Id}\".Replace(\"{Id}\", id));"),
        ("a constant template", "const string Template = \"order {Id}\"; context.Logger.LogInformation(Template, id);"),
        ("a key that only begins like the envelope's", "context.Logger.LogInformation(\"{requestIdOfOrder} {messageCount} {levelOfStock}\", id, count, count);"),
        ("a line that is at Information anyway", "context.Logger.LogLine(\"order \" + id);"),
        ("metrics in their own format", "Console.WriteLine(\"{\\\"_aws\\\":{}}\");"),
        ("the length of a password", "var password = id; context.Logger.LogInformation(\"{Length}\", password.Length);"),
        ("whether there is a token", "var accessToken = id; context.Logger.LogInformation(\"{Has}\", accessToken is not null);"),
        ("a masked password", "var password = id; context.Logger.LogInformation(\"{Masked}\", Mask(password));"),
        ("a hash of a token", "var accessToken = id; context.Logger.LogInformation(\"{Hash}\", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(accessToken))));"),
        ("the name of a secret", "var secretName = id; context.Logger.LogInformation(\"{Secret}\", secretName);"),
        ("the ARN of a secret", "context.Logger.LogInformation(\"{Arn}\", Environment.GetEnvironmentVariable(\"DB_SECRET_ARN\"));"),
        ("a token of a page", "var nextToken = id; context.Logger.LogInformation(\"{Next}\", nextToken);"),
        ("how many tokens a model took", "var totalTokens = count; context.Logger.LogInformation(\"{Tokens}\", totalTokens);"),
        ("a cancellation token", "var cancellationToken = CancellationToken.None; context.Logger.LogInformation(\"{Cancelled}\", cancellationToken.IsCancellationRequested);"),
        ("a key that is no secret", "var partitionKey = id; context.Logger.LogInformation(\"{Key}\", partitionKey);"),
        ("a header that does not authenticate", "context.Logger.LogInformation(\"{Agent}\", request.Headers[\"User-Agent\"]);"),
        ("the names of the headers", "context.Logger.LogInformation(\"{Names}\", string.Join(\",\", request.Headers.Keys));"),
        ("the route and the id", "context.Logger.LogInformation(\"{Method} {Path} {ApiRequestId}\", request.HttpMethod, request.Path, request.RequestContext.RequestId);"),
        ("a request that only its type is written of", "context.Logger.LogInformation($\"got {request}\");"),
        ("one variable of the environment", "context.Logger.LogInformation(\"{Table}\", Environment.GetEnvironmentVariable(\"TABLE_NAME\"));"),
        ("the answer", "context.Logger.LogInformation(\"{Status}\", new APIGatewayProxyResponse { StatusCode = 200 }.StatusCode);"),
        ("an order as a whole", "context.Logger.LogInformation(\"{Order}\", JsonSerializer.Serialize(new { id, count }));"),
        ("a user's name", "var userName = id; context.Logger.LogInformation(\"{User}\", userName);"),
        ("a password's rule", "const string PasswordPolicy = \"at least 12\"; context.Logger.LogInformation(\"{Policy}\", PasswordPolicy);"),
        ("that a password was changed", "var passwordChanged = true; context.Logger.LogInformation(\"{Changed}\", passwordChanged);"),
    ];

    public static TheoryData<string> Wrongs => [.. Wrong.Select(each => each.Name)];
    public static TheoryData<string> LookAlikes => [.. Fine.Select(each => each.Name)];

    [Theory, MemberData(nameof(Wrongs))]
    public async Task What_is_wrong_is_reported(string name)
    {
        var marked = Wrong.First(each => each.Name == name).Body;
        var ids = System.Text.RegularExpressions.Regex.Matches(marked, @"(LH\d{4})\[\|").Select(match => match.Groups[1].Value).ToList();
        var compiled = Handler(System.Text.RegularExpressions.Regex.Replace(marked, @"LH\d{4}\[\|", "[|")).Compile();
        var found = await Loud(compiled);
        Assert.Equal(ids.Zip(compiled.Marks.Order(), (id, mark) => $"{id} {compiled.TextOf(mark.Path).Substring(mark.Span.Start, mark.Span.Length)}"), found.Select(each => $"{each.Id} {each.Location.SourceTree!.ToString().Substring(each.Location.SourceSpan.Start, each.Location.SourceSpan.Length)}"));
    }

    [Theory, MemberData(nameof(LookAlikes))]
    public async Task What_only_looks_so_is_fine(string name) => Assert.Empty(await Loud(Handler(Fine.First(each => each.Name == name).Body).Compile()));

    static Subject Handler(string body) => Subject.Of($$"""
        using System.Text.Json; using Amazon.Lambda.APIGatewayEvents;
        public class Orders
        {
            public async Task Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                var (id, count) = (request.Path, 3);
                await Task.Yield();
                {{body}}
            }
            static Task Work() => Task.Delay(1);
            static void Answer(string text) => File.WriteAllText("/tmp/answer", text);
            static string Mask(string text) => text[..1] + "***";
        }
        """);

    static async Task<IEnumerable<Diagnostic>> Loud(Compiled compiled) =>
        (await compiled.With(new PassExceptionFirst(), new LogWithLevel(), new MatchTemplate(), new KeepSecretsOutOfLogs()).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))
            .Where(each => each.Severity >= DiagnosticSeverity.Warning).OrderBy(each => each.Location.SourceSpan.Start);
}
