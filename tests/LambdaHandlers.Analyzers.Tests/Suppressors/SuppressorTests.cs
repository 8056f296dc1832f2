using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Suppressors;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
#pragma warning disable RS1001, RS1036, RS2008 // no analyzer that anybody loads

namespace LambdaHandlers.Analyzers.Tests.Suppressors;

/// <summary>A complaint everywhere, as a neighbour could make it; what the suppressors leave of it is marked.</summary>
public class SuppressorTests
{
    static readonly ImmutableArray<LambdaSuppressor> All =
        [.. typeof(LambdaSuppressor).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaSuppressor))).OrderBy(type => type.Name).Select(type => (LambdaSuppressor)Activator.CreateInstance(type)!)];

    static readonly string[] OfMethods = ["CA1822", "S2325", "MA0038", "VSTHRD200", "RCS1046", "MA0137", "S4261", "IDE0051", "S1144", "RCS1213", "CA1811"];
    static readonly string[] OfParameters = ["IDE0060", "CA1801", "S1172", "RCS1163"];
    static readonly string[] OfTypes = ["CA1716", "CA1812", "CA1052", "S1118", "RCS1102"];
    static readonly string[] OfAwaits = ["CA2007", "MA0004", "RCS1090", "S3216", "VSTHRD111"];
    static readonly string[] OfLiterals = ["S5443"];
    static readonly string[] OfNames = ["CA1062"];

    static TheoryData<string> Data(string[] ids) => [.. ids];
    public static TheoryData<string> Methods => Data(OfMethods);
    public static TheoryData<string> Parameters => Data(OfParameters);
    public static TheoryData<string> Types => Data(OfTypes);
    public static TheoryData<string> Awaits => Data(OfAwaits);

    sealed class Neighbour(string id, params SyntaxKind[] at) : DiagnosticAnalyzer
    {
#pragma warning disable RS1017 // It speaks under the id of whichever neighbour a test is about.
        readonly DiagnosticDescriptor _card = new(id, "t", "m", "c", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS1017

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_card];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(node => node.ReportDiagnostic(Diagnostic.Create(_card, Name(node.Node).GetLocation()!)), at);
        }

        static SyntaxNodeOrToken Name(SyntaxNode node) => node switch
        {
            MethodDeclarationSyntax method => method.Identifier,
            LocalFunctionStatementSyntax function => function.Identifier,
            BaseTypeDeclarationSyntax type => type.Identifier,
            ParameterSyntax parameter => parameter.Identifier,
            _ => node,
        };
    }

    // Exactly the marked complaints remain.
    static async Task Leaves(Subject subject, string id, params SyntaxKind[] at)
    {
        var compiled = subject.Compile();
        var found = await compiled.With([new Neighbour(id, at), .. All]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            compiled.Marks.Select(mark => mark.Span.Start).Order(),
            found.Where(each => each.Location.SourceTree!.FilePath.EndsWith("Function.cs", StringComparison.Ordinal)).Select(each => each.Location.SourceSpan.Start).Order());
    }

    [Fact]
    public void Every_id_that_is_taken_back_has_a_test_and_stands_on_the_page()
    {
        var ids = All.SelectMany(each => each.SupportedSuppressions).Select(each => each.SuppressedDiagnosticId).Order().ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal([.. OfMethods.Concat(OfParameters).Concat(OfTypes).Concat(OfAwaits).Concat(OfLiterals).Concat(OfNames).Order()], ids);
        var page = File.ReadAllText(Path.Combine(References.Repository, "docs/suppressors.md"));
        Assert.All(ids, id => Assert.Contains($"`{id}`", page));
        Assert.All(All.SelectMany(each => each.SupportedSuppressions), each => Assert.Contains(each.Justification.ToString(), page));
    }

    [Theory, MemberData(nameof(Methods))]
    public Task A_handler_keeps_its_name_its_object_and_itself(string id) => Leaves(
        """
        public class Function
        {
            public async Task<string> Handle(string input, ILambdaContext context) { await Task.Yield(); return Shout(input); string [|Shout|](string text) => text; }
            string [|Helper|](string input) => input;
        }
        public class Other { public string [|Handle|](string input) => input; }
        """, id, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);

    [Theory, MemberData(nameof(Methods))]
    public Task A_private_handler_that_a_template_names_is_one(string id) => Leaves(
        Subject.Of("""
            public class Function { string Handle(string input) => input; string [|Other|](string input) => input; }
            """).File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Function::Handle", "function-runtime": "dotnet8" }"""), id, SyntaxKind.MethodDeclaration);

    [Theory, MemberData(nameof(Parameters))]
    public Task The_parameters_of_a_handler_stay(string id) => Leaves(
        """
        using Amazon.Lambda.RuntimeSupport;
        public class Function
        {
            public string Handle(string input, ILambdaContext context) => Helper("", 1);
            static string Helper(string [|one|], int [|two|]) => "";
            static void Sort(List<string> [|all|]) => all.Sort(([|a|], [|b|]) => 0);
            static Task Run() => LambdaBootstrapBuilder.Create((string input, ILambdaContext context) => "", new DefaultLambdaJsonSerializer()).Build().RunAsync();
        }
        """, id, SyntaxKind.Parameter);

    [Theory, MemberData(nameof(Types))]
    public Task The_class_of_a_handler_stays(string id) => Leaves(
        """
        class Function { public string Handle(string input, ILambdaContext context) => input; }
        class [|Helper|] { public static string Shout(string text) => text; }
        """, id, SyntaxKind.ClassDeclaration);

    [Fact]
    public Task What_an_event_is_read_into_is_instantiated() => Leaves(
        """
        public class Function { internal string Handle(Order order, ILambdaContext context) => order.Lines[0].Sku; }
        class Order { public List<Line> Lines { get; set; } = []; public Order? Parent { get; set; } }
        class Line { public string Sku { get; set; } = ""; }
        class [|Stranger|] { public Line? Line { get; set; } }
        [Amazon.Lambda.Annotations.LambdaStartup] class Startup { }
        """, "CA1812", SyntaxKind.ClassDeclaration);

    [Theory, MemberData(nameof(Awaits))]
    public Task A_function_awaits_plainly(string id) => Leaves(
        "public class Function { public async Task Handle(string input, ILambdaContext context) => await Task.Delay(1); }", id, SyntaxKind.AwaitExpression);

    [Theory, MemberData(nameof(Awaits))]
    public Task A_library_without_handlers_does_as_its_users_need(string id) => Leaves(
        "public class Library { public async Task Wait() => [|await Task.Delay(1)|]; }", id, SyntaxKind.AwaitExpression);

    [Fact]
    public Task The_folder_tmp_is_private_and_the_context_is_there() => Task.WhenAll(
        Leaves("""public class Function { public string Handle(string input, ILambdaContext context) => "/tmp/x"; }""", "S5443", SyntaxKind.StringLiteralExpression),
        Leaves("public class Function { public void Handle(string input, ILambdaContext context) { Use(context); Use([|input|]); } static void Helper(ILambdaContext context) => Use([|context|]); static void Use(object given) { } }", "CA1062", SyntaxKind.Argument));

    [Fact]
    public async Task A_suppression_can_be_switched_off()
    {
        var compiled = Subject.Of("public class Function { public string Handle(string input, ILambdaContext context) => input; }").Compile();
        var silenced = compiled.Compilation.WithOptions(compiled.Compilation.Options.WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty.Add(LambdaSuppressor.Prefix + "CA1822", ReportDiagnostic.Suppress)));
        var found = await silenced.WithAnalyzers([new Neighbour("CA1822", SyntaxKind.MethodDeclaration), .. All], compiled.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Single(found, each => each.Id == "CA1822");
    }

    [Fact]
    public Task Without_Lambda_every_complaint_stands() => Leaves(
        Subject.Of("public class Function { public string [|Handle|](string input, int context) => input; }") with { References = References.WithoutLambda, HasUsings = false, HasSerializer = false }, "CA1822", SyntaxKind.MethodDeclaration);

    [Fact]
    public Task In_a_test_project_every_complaint_stands() => Leaves(
        Subject.Of("public class Function { public string [|Handle|](string input, ILambdaContext context) => input; }").Property("IsTestProject", "true"), "CA1822", SyntaxKind.MethodDeclaration);

    [Theory]
    [InlineData("public class Function { public string Handle(string , ILambdaContext context => ; public ")]
    [InlineData("class Function { string Handle(string input, ILambdaContext context) => await input; class { } } async Task (")]
    public async Task Broken_code_is_no_crash(string code)
    {
        var compiled = Subject.Of(code).Broken().Compile();
        SyntaxKind[] everywhere = [SyntaxKind.MethodDeclaration, SyntaxKind.Parameter, SyntaxKind.ClassDeclaration, SyntaxKind.IdentifierName, SyntaxKind.AwaitExpression];
        foreach (var id in (string[])["CA1822", "S1172", "CA1812", "CA1062", "CA2007"])
            Assert.DoesNotContain(await compiled.With([new Neighbour(id, everywhere), .. All]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken), each => each.Id == "AD0001");
    }
}
