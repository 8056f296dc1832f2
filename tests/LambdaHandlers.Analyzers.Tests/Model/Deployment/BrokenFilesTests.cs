using LambdaHandlers.Analyzers.Model.Deployment;
using static LambdaHandlers.Analyzers.Tests.Model.Deployment.Written;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

/// <summary>Files as they are while somebody types, and worse: nothing throws, and every place lies in the file.</summary>
public class BrokenFilesTests
{
    static readonly (string Name, string Content)[] Samples =
    [
        ("template.yaml", "# c\r\nGlobals: { Function: { Runtime: dotnet8, Environment: { Variables: { A: !Ref B } } } }\r\nResources:\r\n  F:\r\n    Type: AWS::Serverless::Function\r\n    Properties:\r\n      Handler: >-\r\n        A::B::C\r\n      Layers: &l\r\n        - !Sub 'arn:${X}'\r\n      Events:\r\n        E: { Type: S3, Properties: { Bucket: !Ref Y, Filter: { S3Key: { Rules: [ { Name: prefix, Value: \"a\\u0041/\" } ] } } } }\r\n      Copy: *l\r\n"),
        ("serverless.template", "\uFEFF{ // c\n \"Resources\": { \"F\": { \"Type\": \"AWS::Lambda::Function\", /* x */ \"Properties\": { \"Handler\": \"A::B::C\", \"Timeout\": 3, \"Layers\": [ { \"Fn::Sub\": \"${A}\" }, null, ], \"Code\": { \"Ref\": \"B\" } } }, \"M\": { \"Type\": \"AWS::Lambda::EventSourceMapping\", \"Properties\": { \"FunctionName\": { \"Ref\": \"F\" }, \"EventSourceArn\": \"arn:aws:sqs:x:1:q\" } } } }"),
        ("serverless.yml", "service: s\nprovider:\n  runtime: dotnet8\n  environment: ${file(env.yml)}\nfunctions:\n  - a:\n      handler: A::B::C\n      image: { command: [x] }\n      events:\n        - sqs: arn:aws:sqs:x:1:q\n        - stream:\n            type: kinesis\n"),
        ("aws-lambda-tools-defaults.json", "{\"function-handler\":\"A::B::C\",\"environment-variables\":\"\\\"A\\\"=\\\"b;c\\\";D=\\u0065\",\"function-layers\":\"a,b\",\"image-command\":[\"x\"],\"package-type\":\"image\"}"),
        ("Properties/launchSettings.json", "{\"profiles\":{\"P\":{\"commandLineArgs\":\"exec \\\"C:\\\\x\\\\Amazon.Lambda.RuntimeSupport.dll\\\" A::B::C\",\"environmentVariables\":{\"A\":\"b\"}}}}"),
        ("Dockerfile", "FROM public.ecr.aws/lambda/dotnet:10\r\n# c\r\nCMD [ \\\r\n \"A::B::C\" ]\r\n"),
        ("appsettings.json", "{ \"A\": [ 1, { \"B\": -2.5e-3 } ] }"),
        ("samconfig.toml", "[default]\nx = \"y\""),
    ];

    [Fact]
    public void A_file_that_ends_anywhere_is_read_or_refused()
    {
        foreach (var (name, content) in Samples)
            for (var length = 0; length <= content.Length; length++)
                Look(name, content[..length]);
    }

    [Fact]
    public void A_file_without_its_beginning_is_read_or_refused()
    {
        foreach (var (name, content) in Samples)
            for (var start = 0; start < content.Length; start++)
                Look(name, content[start..]);
    }

    [Fact]
    public void A_file_whose_characters_change_is_read_or_refused_and_twice_the_same()
    {
        const string Odd = "{}[]\"':,&*!|>-?#%@`\\/\r\n\t \u0000\u0085\u2028\uFEFF\uD83D\uDE80~<=$é0aA.";
        var random = new Random(20260806);
        for (var round = 0; round < 6_000; round++)
        {
            var (name, content) = Samples[random.Next(Samples.Length)];
            var changed = new System.Text.StringBuilder(content);
            for (var edit = random.Next(1, 8); edit > 0 && changed.Length > 0; edit--)
            {
                var at = random.Next(changed.Length);
                switch (random.Next(4))
                {
                    case 0: changed[at] = Odd[random.Next(Odd.Length)]; break;
                    case 1: changed.Insert(at, Odd[random.Next(Odd.Length)]); break;
                    case 2: changed.Remove(at, Math.Min(random.Next(1, 10), changed.Length - at)); break;
                    // A piece of it once more, elsewhere.
                    default: changed.Insert(at, content.Substring(random.Next(content.Length / 2), random.Next(1, content.Length / 2))); break;
                }
            }
            Assert.Equal(Look(name, changed.ToString()), Look(name, changed.ToString()));
        }
    }

    [Fact]
    public void Any_characters_are_read_or_refused()
    {
        const string Odd = "{}[]\"':,&*!|>-?#%\\/\n ab:: ";
        var random = new Random(42);
        for (var round = 0; round < 6_000; round++)
            Look(Samples[round % Samples.Length].Name, new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Odd[random.Next(Odd.Length)])]));
    }

    /// <summary>Asks everything there is to ask; the answer is one text.</summary>
    static string Look(string name, string content)
    {
        try
        {
            var model = Project("A", "/p", new Written("/p/" + name, content));
            var file = model.Files.SingleOrDefault();
            if (file is null) return "";
            if (file.Error is { } error)
            {
                Assert.InRange(error.Location.SourceSpan.End, 0, content.Length);
                return error.Message + error.Location.GetLineSpan();
            }
            if (file.Root is { } root) Walk(root, content, 1);
            return string.Join("|", file.Functions.Select(function => $"{function.Name} {function.Handler?.Location.GetLineSpan()} {function.ParsedHandler?.Method} {function.Declared.GetLineSpan()} {function.IsMultiConcurrent} "
                + string.Concat(function.Environment.Select(variable => $"{variable.Key}{variable.Value}{variable.Value.Location.GetLineSpan()}"))
                + string.Concat(function.Layers.Concat(function.Architectures).Concat(function.ImageCommand).Select(value => $"{value.Reference}{value.Location.GetLineSpan()}"))
                + string.Concat(function.Events.Select(mapping => $"{mapping.Type}{mapping.Resource}{mapping.BatchSize}{mapping.ReportsBatchItemFailures}{mapping.KeyPrefix}{mapping.KeySuffix}"))))
                + string.Join(",", model.Functions.Select(function => function.Name)) + model.Program?.Name + model.Wrapping("B", "C")?.Name;
        }
        catch (Exception wrong) when (wrong is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{name}:\n{content}", wrong);
        }
    }

    static void Walk(ConfigNode node, string content, int depth)
    {
        Assert.InRange(depth, 1, ConfigText.MostLevels + 1);
        Assert.InRange(node.Span.End, 0, content.Length);
        _ = (node.Location, node.Reference, node.IsIntrinsic, node.Number, node.ToString(), node["<<"]);
        foreach (var item in node.Items) Walk(item, content, depth + 1);
        foreach (var entry in node.Entries)
        {
            Walk(entry.Key, content, depth + 1);
            Walk(entry.Value, content, depth + 1);
        }
    }
}
