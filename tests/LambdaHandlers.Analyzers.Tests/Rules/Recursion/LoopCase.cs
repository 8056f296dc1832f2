using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

/// <summary>A loop over several files, and its twin: the same code with one token changed, and no loop.</summary>
/// <param name="Id">The rule that reports it.</param>
/// <param name="Name">What a test's name shows.</param>
/// <param name="Files">With one choice in all of them, or in the template: «the token of the loop¦the token of the twin».</param>
public sealed record LoopCase(string Id, string Name, params string[] Files)
{
    public string? Template { get; init; }
    public bool IsAdvice { get; init; }

    /// <summary>The loop's rule reports it, and only where it closes.</summary>
    public Task IsFound() => Id switch
    {
        "LH5001" => Verify<InvokeAnotherFunction>.Reports(Loop, Level),
        "LH5002" => Verify<WriteElsewhere>.Reports(Loop, Level),
        "LH5003" => Verify<EnterHandlerOnce>.Reports(Loop, Level),
        "LH5004" => Verify<EndRecursion>.Reports(Loop, Level),
        _ => Verify<InvokeAsynchronously>.Reports(Loop, Level),
    };

    /// <summary>No rule about loops says anything of the twin; that a call of another function waits is no loop.</summary>
    public async Task TwinIsFine()
    {
        var found = await AllRules.On(Twin.Compile());
        Assert.DoesNotContain(found, each => each.Id.StartsWith("LH5", StringComparison.Ordinal) && each.Id != "LH5005");
        if (Id == "LH5005") Assert.DoesNotContain(found, each => each.Id == "LH5005");
    }

    DiagnosticSeverity Level => IsAdvice ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;

    internal Subject Loop => Made(text => Chosen(text, first: true));

    internal Subject Twin => Made(text => Chosen(text, first: false).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));

    public int Choices => Files.Append(Template ?? "").Sum(text => text.Count(each => each == '«'));

    public override string ToString() => $"{Id}: {Name}";

    /// <summary>Sources with the usings that the cases have.</summary>
    internal static Subject Of(params IEnumerable<string> sources) => sources.Aggregate(Subject.Of(Usings), (made, source) => made.And(source));

    Subject Made(Func<string, string> version)
    {
        var subject = Of(Files.Select(version));
        return Template is null ? subject : subject.File("template.yaml", version(Template));
    }

    static string Chosen(string text, bool first)
    {
        var (start, end) = (text.IndexOf('«', StringComparison.Ordinal), text.IndexOf('»', StringComparison.Ordinal));
        return start < 0 ? text : text[..start] + text[(start + 1)..end].Split('¦')[first ? 0 : 1] + text[(end + 1)..];
    }

    const string Usings = """
        global using System.Net; global using System.Text.Json; global using System.Text.Json.Nodes; global using System.Xml.Linq;
        global using Amazon.S3; global using Amazon.S3.Model; global using Amazon.SQS; global using Amazon.SQS.Model; global using Amazon.DynamoDBv2; global using Amazon.DynamoDBv2.Model;
        global using Amazon.Kinesis; global using Amazon.Kinesis.Model; global using Amazon.EventBridge; global using Amazon.EventBridge.Model; global using Amazon.SimpleNotificationService; global using Amazon.SimpleNotificationService.Model;
        global using Amazon.Lambda; global using Amazon.Lambda.Model; global using Amazon.Lambda.S3Events; global using Amazon.Lambda.SQSEvents; global using Amazon.Lambda.SNSEvents; global using Amazon.Lambda.DynamoDBEvents;
        global using Amazon.Lambda.KinesisEvents; global using Amazon.Lambda.CloudWatchEvents;
        global using Amazon.DynamoDBv2.DataModel; global using Amazon.DynamoDBv2.DocumentModel; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.Options; global using Microsoft.Extensions.DependencyInjection;
        global using Amazon.Lambda.Annotations; global using Amazon.Lambda.Annotations.SQS; global using Amazon.Lambda.Annotations.S3; global using Amazon.Lambda.Annotations.SNS; global using Amazon.Lambda.Annotations.DynamoDB;
        """;
}
