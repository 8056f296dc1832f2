using System.Net;
using System.Text.RegularExpressions;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

public class InvocationTests
{
    [Fact]
    public async Task A_handler_is_called_and_answers()
    {
        await using var running = await Running.Of("public string Handle(string name) => $\"hello {name}\";");
        var reply = await running.Invoke("\"Ada\"");
        Assert.Equal((HttpStatusCode.OK, "\"hello Ada\""), (reply.Status, reply.Body));
        Assert.Equal("$LATEST", reply.Headers["X-Amz-Executed-Version"]);
        Assert.True(Guid.TryParse(reply.RequestId, out _));
        Assert.False(reply.IsFunctionError);
    }

    [Theory]
    [InlineData("Fn", null, "Fn")]
    [InlineData("123456789012:function:Fn", "$LATEST", "Fn:$LATEST")]
    [InlineData("Fn:live", "live", "Fn:live")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:Fn", "live", "Fn:live")]
    [InlineData("Fn:live", "$LATEST", "400 InvalidParameterValueException")]
    [InlineData("Fn", "7", "404 ResourceNotFoundException")]
    [InlineData("fn", null, "404 ResourceNotFoundException")]
    public async Task A_function_goes_by_every_name_that_Lambda_knows(string name, string? qualifier, string expected)
    {
        await using var running = await Running.Of("public string Handle(ILambdaContext context) => context.InvokedFunctionArn;", change => change with { Alias = "live" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(running.Host.Address, $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/invocations{(qualifier is null ? "" : $"?Qualifier={Uri.EscapeDataString(qualifier)}")}"));
        var reply = await running.Send(request);
        Assert.True(Guid.TryParse(reply.RequestId, out _));
        Assert.Equal(expected, reply.Status == HttpStatusCode.OK ? reply.Body.Trim('"').Split(":function:")[1] : $"{(int)reply.Status} {reply.Headers["x-amzn-ErrorType"]}");
    }

    [Fact]
    public async Task A_dry_run_runs_nothing()
    {
        await using var running = await Running.Of("public string Handle(string name) => name;");
        Assert.Equal(HttpStatusCode.NoContent, (await running.Invoke(type: "DryRun")).Status);
        Assert.Equal(0, running.Function.EnvironmentCount);
    }

    [Fact]
    public async Task An_exception_is_a_function_error_and_the_environment_stays_warm()
    {
        await using var running = await Running.Of("int n; public int Handle(bool fail) { n++; return fail ? throw new InvalidOperationException(\"boom\") : n; }");
        Assert.Equal("1", await running.Answer("false"));
        var reply = await running.Invoke("true", tail: true);
        Assert.Equal((HttpStatusCode.OK, "Unhandled"), (reply.Status, reply.Headers["X-Amz-Function-Error"]));
        Assert.Equal(("InvalidOperationException", "boom"), (reply.ErrorType, reply.ErrorMessage));
        Assert.Contains("Function.Handle", reply.Json.GetProperty("stackTrace")[0].GetString());
        Assert.Contains("System.InvalidOperationException: boom", reply.LogTail);
        Assert.DoesNotContain("Status:", reply.LogTail);
        Assert.Equal("3", await running.Answer("false"));
    }

    [Fact]
    public async Task The_log_is_Lambdas_to_the_tab()
    {
        await using var running = await Running.Of("public void Handle(string name, ILambdaContext context) => context.Logger.LogInformation(\"got {Name}\", name);");
        var reply = await running.Invoke("\"Ada\"", tail: true);
        var id = reply.RequestId;
        Assert.Matches($"""
            ^START RequestId: {id} Version: \$LATEST
            \d{"{4}"}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ	{id}	info	got Ada
            END RequestId: {id}
            REPORT RequestId: {id}	Duration: \d+\.\d\d ms	Billed Duration: \d+ ms	Memory Size: 512 MB	Max Memory Used: \d+ MB	Init Duration: \d+\.\d\d ms	
            $
            """.ReplaceLineEndings("\n"), reply.LogTail);
        Assert.Matches("^INIT_START Runtime Version: dotnet:10", running.Log.First());
        var warm = await running.Invoke("\"Bob\"", tail: true);
        Assert.DoesNotContain("Init Duration", warm.LogTail);
        Assert.EndsWith("MB\t\n", warm.LogTail);
    }

    [Fact]
    public async Task A_cold_start_is_billed_with_its_init()
    {
        await using var running = await Running.Of("public Function() => Thread.Sleep(300); public void Handle() { }");
        var reply = await running.Invoke(tail: true);
        var numbers = Regex.Match(reply.LogTail, @"Duration: ([\d.]+) ms\tBilled Duration: (\d+) ms.*Init Duration: ([\d.]+) ms");
        var (duration, billed, init) = (Number(1), Number(2), Number(3));
        Assert.True(init >= 300, numbers.Value);
        Assert.InRange(billed, duration + init - 0.02, duration + init + 1.02);
        Assert.Equal((1, 1), (running.Function.Bill.Requests, running.Function.Bill.ColdStarts));
        Assert.True(running.Function.Bill.Dollars > 0);
        await running.Invoke(tail: true);
        Assert.Equal((2, 1), (running.Function.Bill.Requests, running.Function.Bill.ColdStarts));

        double Number(int group) => double.Parse(numbers.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_tail_is_the_last_4096_bytes()
    {
        await using var running = await Running.Of("public void Handle() { for (var i = 0; i < 500; i++) Console.WriteLine($\"line {i} äöü\"); }");
        var reply = await running.Invoke(tail: true);
        Assert.Equal(4096, Convert.FromBase64String(reply.Headers["X-Amz-Log-Result"]).Length);
        Assert.Contains("line 499 äöü", reply.LogTail);
        Assert.Contains("REPORT RequestId", reply.LogTail);
    }

    [Fact]
    public async Task The_context_says_what_Lambda_says()
    {
        await using var running = await Running.Of("""
            public object Handle(string name, ILambdaContext c) => new { c.AwsRequestId, c.FunctionName, c.FunctionVersion, c.MemoryLimitInMB, c.InvokedFunctionArn, c.LogGroupName, c.LogStreamName,
                Left = c.RemainingTime.TotalMilliseconds, User = c.ClientContext.Custom["user"], c.ClientContext.Client.AppTitle, c.TraceId };
            """, change => change with { Alias = "live" });
        var context = Convert.ToBase64String("""{"client":{"app_title":"shop"},"custom":{"user":"Ada"}}"""u8);
        var reply = await running.Invoke(name: "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3AFn%3Alive", headers: ("X-Amz-Client-Context", context));
        Assert.False(reply.IsFunctionError, reply.Body);
        string Text(string name) => reply.Json.GetProperty(name).ToString();
        Assert.Equal((reply.RequestId, "Fn", "$LATEST", "512"), (Text("AwsRequestId"), Text("FunctionName"), Text("FunctionVersion"), Text("MemoryLimitInMB")));
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:Fn:live", Text("InvokedFunctionArn"));
        Assert.Equal("/aws/lambda/Fn", Text("LogGroupName"));
        Assert.Matches(@"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$", Text("LogStreamName"));
        Assert.InRange(reply.Json.GetProperty("Left").GetDouble(), 1, 30_000);
        Assert.Equal(("Ada", "shop"), (Text("User"), Text("AppTitle")));
        Assert.StartsWith("Root=1-", Text("TraceId"));
    }
}
