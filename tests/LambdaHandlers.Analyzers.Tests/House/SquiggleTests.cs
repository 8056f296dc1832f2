using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>What stands on several lines is underlined at what tells of it: what is called, made or set.</summary>
public class SquiggleTests
{
    static Subject In(string body) => $$"""
        using Amazon.S3;
        using Amazon.SQS;
        public class Orders
        {
            static readonly IAmazonSQS Sqs = new AmazonSQSClient();

            public async Task<string> Handle(string input, ILambdaContext context)
            {
                {{body}}
                await Task.Yield();
                return input;
            }
        }
        """;

    [Theory]
    [InlineData("var s3 = [|new AmazonS3Client|](\n            new AmazonS3Config());")]
    [InlineData("AmazonS3Client s3 = [|new|](\n            new AmazonS3Config());")]
    [InlineData("using IAmazonS3 s3 = [|new AmazonS3Client()|]; // on one line, the whole")]
    public Task What_is_made(string body) => Verify<ReuseClients>.Reports(In(body));

    [Theory]
    [InlineData("_ = Sqs.[|SendMessageAsync|](\"https://sqs/orders\",\n            input);")]
    [InlineData("_ = Sqs\n            .[|SendMessageAsync|](\"https://sqs/orders\", input);")]
    [InlineData("_ = Sqs?\n            .[|SendMessageAsync|](\"https://sqs/orders\", input);")]
    public Task What_is_called(string body) => Verify<AwaitWork>.Reports(In(body));

    [Fact]
    public Task What_is_set() => Verify<KeepProcessSettings>.Reports(In("System.Globalization.CultureInfo.[|DefaultThreadCurrentCulture|] =\n            new(input);"));

    [Fact]
    public Task The_first_line_of_a_text() => Verify<LogTemplates>.Reports(In("context.Logger.LogInformation([|$\"working on {input}\" +|]\n            $\" of {context.FunctionName}\");"));

    /// <summary>The fix looks at the whole, not at the name.</summary>
    [Fact]
    public Task The_fix_finds_its_place_again() => Verify<AwaitWork>.Fixes<AwaitWorkFix>(
        In("_ = Sqs\n            .[|SendMessageAsync|](\"https://sqs/orders\",\n                input);"),
        In("await Sqs\n            .SendMessageAsync(\"https://sqs/orders\",\n                input);"));
}
