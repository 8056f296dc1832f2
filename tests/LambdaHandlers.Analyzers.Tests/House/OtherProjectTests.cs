using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>
/// What another project of the solution declares comes as a dll in a build and as source in an editor. To the rules it is the same:
/// they look into neither, report in neither and throw at neither.
/// </summary>
public class OtherProjectTests
{
    const string Shared = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Amazon.Lambda.Core;
        namespace Shared;
        public interface IStore { Task<string> Load(string key); }
        public class Store : IStore
        {
            readonly Amazon.S3.IAmazonS3 _s3 = new Amazon.S3.AmazonS3Client();
            public static readonly List<string> Seen = [];
            public static string Last { get; set; } = "";
            public static int Count;
            public static readonly string Stage = "AWSCURRENT";
            public static readonly Func<string, string> Plain = text => text;
            public async Task<string> Load(string key) { Seen.Add(key); Last = key; return (await _s3.GetObjectAsync("orders", key)).ETag; }
            public string Walk(string key) => key.Length == 0 ? key : Walk(key);
            public void Send(string key) => Console.WriteLine(key);
            public static Task Forget() => Task.CompletedTask;
            public static Amazon.S3.IAmazonS3 Make() => new Amazon.S3.AmazonS3Client();
        }
        public abstract class Worker
        {
            protected readonly Store Store;
            protected string Current = "";
            protected Worker() : this(new Store()) { }
            protected Worker(Store store) => Store = store;
            public async Task<string> Handle(string key, ILambdaContext context) { Current = key; await Store.Load(key); return await Work(key); }
            protected abstract Task<string> Work(string key);
            protected virtual Task Done() => Work(Current);
        }
        public static class Steps { public static async void Run(string key, ILambdaContext context) => await Task.Delay(key.Length); }
        public record Order(string Id, Order? Parent) { public string Note { get; set; } = ""; }
        public class Place { public int Row; public int Column; }
        public class Stay { public Type? Kind { get; set; } }
        public class LongStay : Stay { public int Nights { get; set; } }
        public static class Json { public static readonly ILambdaSerializer Kept = new Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer(); }
        """;

    public static readonly TheoryData<string> Functions =
    [
        "public class F { readonly Store _store = new(); public async Task<string> Handle(string key, ILambdaContext context) { await Store.Forget(); Store.Forget(); return await _store.Load(key) + Store.Last + Store.Count; } }",
        "public class F { static readonly IStore Kept = new Store(); public async Task<string> Handle(Order order, ILambdaContext context) { Store.Last = order.Id; Store.Count++; Store.Seen.Add(order.Id); return await Kept.Load(order.Id); } }",
        "public class F { readonly Store _store = new(); public string Handle(string key, ILambdaContext context) { _store.Send(key); return _store.Walk(Store.Plain(key)); } }",
        "public class F : Worker { protected override async Task<string> Work(string key) { Current += key; await Done(); return await Store.Load(key); } }",
        "public class F : IStore { public Task<string> Load(string key) => Load(key + Store.Stage); public async Task<string> Handle(string key, ILambdaContext context) => await Load(key); }",
        "public class F { public async Task Handle(Amazon.Lambda.SQSEvents.SQSEvent batch, ILambdaContext context) { foreach (var each in batch.Records) { try { await new Store().Load(each.Body); } catch (FormatException) { } } } }",
        "public class F { Amazon.S3.IAmazonS3? _s3; public async Task Handle(string key, ILambdaContext context) { _s3 ??= Store.Make(); var other = Store.Make(); await other.GetObjectAsync(Store.Last, key); await _s3.PutObjectAsync(new() { BucketName = Store.Last, Key = key }); } }",
        "public class F { public static Task Main() => Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder.Create<string>(Steps.Run, new DefaultLambdaJsonSerializer()).Build().RunAsync(); }",
        "public class F { public static Task Main() => Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder.Create((Place place) => place, Json.Kept).Build().RunAsync(); }",
        "public class F { public Place Handle(Place place, ILambdaContext context) => place; public Stay Book(Stay stay, ILambdaContext context) => stay; }",
        "public class Visit : LongStay { } public class F { public Visit Handle(Visit visit, ILambdaContext context) => visit; }",
        "public class F { public static Task Main() => Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder.Create((Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request) => new Order(request.Body, null), new DefaultLambdaJsonSerializer()).Build().RunAsync(); }",
        "public class F { static readonly Func<string, string> Kept = Store.Plain; public Order Handle(Order order, ILambdaContext context) { Kept(order.Id); return new Order(order.Note, Handle(order, context)); } }",
        "public class F { public Order Handle(Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request, ILambdaContext context) => new(request.Path, null); }",
    ];

    [Theory, MemberData(nameof(Functions))]
    public async Task It_is_the_same_as_source_and_as_a_dll(string function) =>
        Assert.Equal((await Found(function, asSource: false)).Select(each => each.ToString()).Order(), (await Found(function, asSource: true)).Select(each => each.ToString()).Order());

    // Else the two sides could be the same for having nothing, and no fix be tried.
    [Fact]
    public async Task Some_of_the_functions_have_findings_and_fixes()
    {
        var found = new List<IEnumerable<Diagnostic>>();
        foreach (var function in Functions) found.Add(await Found(function, asSource: true));
        Assert.InRange(found.Count(each => FixesOf(each).Any()), 4, found.Count);
    }

    static async Task<IEnumerable<Diagnostic>> Found(string function, bool asSource)
    {
        var shared = CSharpCompilation.Create("Shared", Subject.Of(Shared).WithoutSerializer().Compile().Compilation.SyntaxTrees, Testing.References.All, Subject.Options);
        using var dll = new MemoryStream();
        Assert.True(shared.Emit(dll, cancellationToken: TestContext.Current.CancellationToken).Success);
        dll.Position = 0;
        var reference = asSource ? shared.ToMetadataReference() : (MetadataReference)MetadataReference.CreateFromStream(dll);
        return await AllRules.On((Subject.Of("using Shared;\n" + function) with { References = [.. Testing.References.All, reference] }).Compile());
    }

    [Theory, MemberData(nameof(Functions))]
    public async Task A_fix_throws_at_neither_and_leaves_both_compiling(string function)
    {
        var project = Workbench.Open(Subject.Of("using Shared;\n" + function)).Beside("Shared", Shared, isReferenced: true);
        var cancellation = TestContext.Current.CancellationToken;
        var found = await (await project.GetCompilationAsync(cancellation))!.WithAnalyzers([.. AllRules.Instances], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellation);
        foreach (var fix in FixesOf(found))
            foreach (var (action, finding) in await Workbench.OfferedFor(fix, project, found.Where(each => fix.FixableDiagnosticIds.Contains(each.Id))))
                foreach (var changed in (await action.GetOperationsAsync(cancellation)).OfType<ApplyChangesOperation>().Single().ChangedSolution.Projects)
                    Assert.False((await changed.GetCompilationAsync(cancellation))!.GetDiagnostics(cancellation).Any(each => each.Severity == DiagnosticSeverity.Error), $"{action.Title} ({finding.Id}) breaks {changed.Name}");
    }

    static IEnumerable<CodeFixProvider> FixesOf(IEnumerable<Diagnostic> found) => typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .Where(fix => found.Any(each => fix.FixableDiagnosticIds.Contains(each.Id)));
}
