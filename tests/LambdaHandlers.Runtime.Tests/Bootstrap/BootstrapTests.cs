using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Bootstrap;

/// <summary>What only a process of its own can show.</summary>
public class BootstrapTests
{
    [Theory]
    [InlineData("fn::Function::Handle", null)]
    [InlineData("Fn, Version=0.0.0.0::Function::Handle", null)]
    [InlineData("Fn, Version=9.0.0.0::Function::Handle", "Could not find the specified handler assembly with the file name 'Fn, Version=9.0.0.0, Culture=neutral, PublicKeyToken=null'. The assembly should be located in the root of your uploaded .zip file.")]
    [InlineData("Other::Function::Handle", "Could not find the specified handler assembly with the file name 'Other, Culture=neutral, PublicKeyToken=null'.")]
    public async Task The_assembly_is_found_as_Lambda_finds_it(string handler, string? message)
    {
        await using var running = await Running.Of("public void Handle() { }", change => change with { Handler = handler });
        var reply = await running.Invoke();
        if (message is null) Assert.False(reply.IsFunctionError, reply.Body);
        else Assert.StartsWith(message, reply.ErrorMessage);
    }

    [Theory]
    [InlineData("Fn.runtimeconfig.json", 106)]
    [InlineData("Fn.deps.json", 105)]
    public async Task Without_the_files_a_build_writes_Lambda_cannot_start(string file, int code)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        foreach (var each in Directory.GetFiles(Subject.Compile("public void Handle() { }")))
            if (Path.GetFileName(each) != file) File.Copy(each, Path.Combine(folder, Path.GetFileName(each)));
        await using var running = await Running.Of(Running.Configuration(folder));
        Assert.Contains($"exit status {code}", (await running.Invoke()).ErrorMessage);
        Assert.Contains(running.Log, line => line.Contains(file[3..]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_type_whose_base_is_not_deployed_does_not_hide_the_state_of_the_others()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        foreach (var each in Directory.GetFiles(Subject.Compile("public class Function { static int calls; public int Handle() => ++calls; } public class Unused : Amazon.S3.AmazonS3Config;")))
            if (Path.GetFileName(each) != "AWSSDK.S3.dll") File.Copy(each, Path.Combine(folder, Path.GetFileName(each)));
        var manifest = Path.Combine(folder, "Fn.deps.json");
        var deps = JsonNode.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken))!;
        deps["libraries"]!.AsObject().Remove("AWSSDK.S3/1.0.0");
        deps["targets"]!.AsObject().Single().Value!.AsObject().Remove("AWSSDK.S3/1.0.0");
        await File.WriteAllTextAsync(manifest, deps.ToJsonString(), TestContext.Current.CancellationToken);
        await using (var running = await Running.Of(Running.Configuration(folder), change => change with { ProbeState = true }))
        {
            Assert.Equal("1", await running.Answer());
            await Running.Until(() => running.Function.States.Count == 2);
            Assert.Contains("Function.calls", running.Function.States[1].State);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Any_version_of_the_contracts_will_do()
    {
        // Version 1 of Amazon.Lambda.Core, as far as a handler needs it: fewer members, no default bodies.
        await using var running = await Running.Of(Running.Configuration(Subject.Compile("""
            using System;
            using System.IO;
            [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Plain))]
            namespace Amazon.Lambda.Core
            {
                public interface ILambdaLogger { void Log(string message); void LogLine(string message); }
                public interface ILambdaContext { string AwsRequestId { get; } ILambdaLogger Logger { get; } TimeSpan RemainingTime { get; } int MemoryLimitInMB { get; } }
                public interface ILambdaSerializer { T Deserialize<T>(Stream requestStream); void Serialize<T>(T response, Stream responseStream); }
                public sealed class LambdaSerializerAttribute : Attribute { public LambdaSerializerAttribute(Type type) => SerializerType = type; public Type SerializerType { get; set; } }
            }
            public class Plain : Amazon.Lambda.Core.ILambdaSerializer
            {
                public T Deserialize<T>(Stream stream) => (T)(object)new StreamReader(stream).ReadToEnd();
                public void Serialize<T>(T value, Stream stream) { var writer = new StreamWriter(stream); writer.Write(value); writer.Flush(); }
            }
            public class Function
            {
                public string Handle(string text, Amazon.Lambda.Core.ILambdaContext context) { context.Logger.LogLine("old"); context.Logger.Log("raw"); return $"{text} {context.MemoryLimitInMB} {context.RemainingTime > TimeSpan.Zero}"; }
            }
            """, serializer: false, standIn: false)));
        var reply = await running.Invoke("[1]", tail: true);
        Assert.Equal("[1] 512 True", reply.Body);
        Assert.Contains("\tinfo\told\nraw\nEND", reply.LogTail);
    }

    [Fact]
    public async Task Log_lines_are_text_or_JSON_with_their_level()
    {
        const string code = """
            public void Handle(string name, ILambdaContext context)
            {
                context.Logger.LogDebug("unseen");
                context.Logger.LogWarning("{Name} has {Count:000} of {Missing}", name, 7);
                try { throw new IOException("disk"); } catch (IOException e) { context.Logger.LogError(e, "failed {Name}", name); context.Logger.LogError("lost", e); }
                LambdaLogger.Log("always");
                Console.WriteLine("out {x}");
                Console.Error.WriteLine("err");
                Console.WriteLine(1.5);
            }
            """;
        await using (var text = await Running.Of(code))
        {
            var log = (await text.Invoke("\"Ada\"", tail: true)).LogTail;
            Assert.DoesNotContain("unseen", log);
            foreach (var line in new[] { "\twarn\tAda has 007 of {Missing}\n", "\tfail\tfailed Ada\nSystem.IO.IOException: disk\n", "\tfail\tlost\n", "\ttrce\talways\n", "\tinfo\tout {x}\n", "\tfail\terr\n", "\tinfo\t1.5\n" })
                Assert.Contains(line, log);
        }
        await using var json = await Running.Of(code, change => change with { LogFormat = "JSON", LogLevel = "ERROR" });
        await json.Invoke("\"Ada\"", tail: true);
        var lines = json.Log.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var failed = Assert.Single(lines, line => line.TryGetProperty("message", out var message) && message.GetString() == "failed Ada");
        Assert.Equal(("Error", "Ada", "System.IO.IOException", "disk"), (failed.GetProperty("level").GetString(), failed.GetProperty("Name").GetString(), failed.GetProperty("errorType").GetString(), failed.GetProperty("errorMessage").GetString()));
        Assert.DoesNotContain(json.Log, line => line.Contains("007"));
        Assert.Equal(["platform.initStart", "platform.start", "platform.runtimeDone", "platform.report"], lines.Where(line => line.TryGetProperty("type", out _)).Select(line => line.GetProperty("type").GetString()));
        Assert.True(lines[^1].GetProperty("record").GetProperty("metrics").GetProperty("billedDurationMs").GetInt32() > 0);
    }

    /// <summary>By the names Lambda's settings use. What has no such level is written at Trace, whatever is asked for.</summary>
    [Theory]
    [InlineData("TRACE", "trce dbug info warn fail crit crit trce 9 trce")]
    [InlineData("INFO", "info warn fail crit crit trce 9 trce")]
    [InlineData("WARN", "warn fail crit crit trce 9 trce")]
    [InlineData("FATAL", "crit crit trce 9 trce")]
    [InlineData("nonsense", "info warn fail crit crit trce 9 trce")]
    public async Task Levels_are_those_of_the_setting(string least, string expected)
    {
        await using var running = await Running.Of("""
            public void Handle(string name, ILambdaContext context)
            {
                foreach (var level in new[] { "Trace", "debug", "Information", "Warning", "Error", "Critical", "5", "mine" }) context.Logger.Log(level, "seen {x}", 1);
                context.Logger.Log((LogLevel)9, "seen 1");
                LambdaLogger.Log("seen 1");
            }
            """, change => change with { LogLevel = least });
        var labels = (await running.Invoke(tail: true)).LogTail.Split('\n').Select(line => line.Split('\t')).Where(parts => parts[^1] == "seen 1").Select(parts => parts[2]);
        Assert.Equal(expected, string.Join(' ', labels));
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("JSON")]
    public async Task A_logged_exception_shows_its_causes_and_no_frame_of_the_bootstrap(string format)
    {
        await using var running = await Running.Of("""public void Handle(string name) => throw new IOException("disk", new TimeoutException("wire"));""", change => change with { LogFormat = format });
        var log = (await running.Invoke(tail: true)).LogTail;
        Assert.Contains("System.IO.IOException: disk", log);
        Assert.Contains("System.TimeoutException: wire", log);
        Assert.Contains("at Function.Handle(String name)", log);
        Assert.DoesNotContain("at LambdaHandlers.Bootstrap", log);
        Assert.DoesNotContain("at System.Reflection", log);
    }

    [Fact]
    public async Task A_top_level_function_brings_its_own_client()
    {
        await using var running = await Running.Of(Running.Configuration(Subject.Compile("""
            using System;
            using Amazon.Lambda.Core;
            using Amazon.Lambda.RuntimeSupport;
            using Amazon.Lambda.Serialization.SystemTextJson;
            var seen = 0;
            var handler = (string name, ILambdaContext context) => name == "fail" ? throw new InvalidOperationException("no") : $"hello {name} {++seen}";
            await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
            """, serializer: false, executable: true)), change => change with { Handler = "Fn" });
        Assert.Equal("\"hello Ada 1\"", await running.Answer("\"Ada\""));
        Assert.Equal("InvalidOperationException", (await running.Invoke("\"fail\"")).ErrorType);
        Assert.Equal("\"hello Bob 2\"", await running.Answer("\"Bob\""));
    }
}
