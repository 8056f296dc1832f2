using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>Clients belong into fields (LH8001), data does not (LH2001), connections are not shared (LH2005): no rule asks for what another forbids.</summary>
public class TriangleTests
{
    static readonly string[] Band = ["LH2001", "LH2002", "LH2003", "LH2004", "LH2005", "LH8001"];

    // Whose fixes are applied, and to whose examples.
    static readonly string[] Fixed = [.. Band, "LH7001", "LH7004", "LH7005"];
    static readonly string[] Pages = [.. Fixed, "LH1006", "LH6002"];

    public static IEnumerable<TheoryDataRow<string>> Ids => Band.Select(id => new TheoryDataRow<string>(id));

    public static IEnumerable<TheoryDataRow<string>> FixedIds => Fixed.Select(id => new TheoryDataRow<string>(id));

    [Theory, MemberData(nameof(Ids))]
    public async Task What_follows_one_rule_violates_none_of_the_others(string id) =>
        Assert.Empty((await AllRules.On(new Page(id).Example("Follows")!.Compile())).Where(each => Band.Contains(each.Id)));

    [Theory, MemberData(nameof(Ids))]
    public async Task What_violates_one_rule_is_no_second_finding(string id) =>
        Assert.All((await AllRules.On(new Page(id).Example("Violates")!.Compile())).Where(each => Band.Contains(each.Id)), each => Assert.Equal(id, each.Id));

    [Theory]
    [InlineData("readonly Amazon.S3.IAmazonS3 _s3 = new Amazon.S3.AmazonS3Client();", "await _s3.DeleteBucketAsync(input);")]
    [InlineData("static Amazon.S3.IAmazonS3? _s3;", "_s3 ??= new Amazon.S3.AmazonS3Client(); await _s3.DeleteBucketAsync(input);")]
    [InlineData("static readonly HttpClient Http = new() { BaseAddress = new Uri(\"https://example.com\") };", "await Http.GetAsync(input);")]
    [InlineData("static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Amazon.S3.IAmazonS3> ByRegion = new();", "await ByRegion.GetOrAdd(input, name => new Amazon.S3.AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(name))).ListBucketsAsync();")]
    [InlineData("", "using var s3 = new Amazon.S3.AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(input)); await s3.ListBucketsAsync();")]
    [InlineData("static readonly System.Data.Common.DbDataSource Source = System.Data.Common.DbProviderFactories.GetFactory(\"x\").CreateDataSource(\"\");", "await using var db = await Source.OpenConnectionAsync();")]
    public async Task What_is_right_is_right_for_all_of_them(string members, string body) =>
        Assert.Empty((await AllRules.On(Shape.ClassLibrary.With(body, members).Compile())).Where(each => Band.Contains(each.Id)));

    [Theory, MemberData(nameof(FixedIds))]
    public async Task A_fix_leads_into_none_of_the_others(string id)
    {
        var rule = AllRules.Instances.Single(each => each.Card.Id == id);
        var applied = 0;
        foreach (var page in Pages)
        {
            var subject = new Page(page).Example("Violates")!;
            foreach (var fix in Fixes(id))
                foreach (var plan in (await Workbench.Offered(fix, rule, subject)).Select(action => action.EquivalenceKey!.Split('.')[^1]).Distinct())
                {
                    var text = await Workbench.Apply(fix, rule, subject, "Function.cs", plan);
                    var (before, after) = (await Found(subject), await Found(subject with { Sources = [("Function.cs", text)] }));
                    Assert.True(after.Count < before.Count && after.All(before.Contains), $"{id}.{plan} on the example of {page} leaves {string.Join(", ", after)}:\n{text}");
                    applied++;
                }
        }
        Assert.True(applied > 0, $"no fix of {id} was offered on any page, not even its own");
    }

    // What these rules say, and whatever else is a Warning.
    static async Task<List<string>> Found(Subject subject) =>
        [.. (await AllRules.On(subject.Compile())).Where(each => Fixed.Contains(each.Id) || each.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).Select(each => each.Id)];

    static IEnumerable<LambdaFix> Fixes(string id) => typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix)))
        .Select(type => (LambdaFix)Activator.CreateInstance(type)!)
        .Where(fix => fix.FixableDiagnosticIds.Contains(id));
}
