using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself finds and does not find is in RuntimeTable.
public class NameExistingHandlerTests
{
    const string Source = """
        namespace Store;
        public class Orders
        {
            public string Handle(string s, ILambdaContext c) => s;
            public class Nested { public string Handle(string s, ILambdaContext c) => s; }
        }
        """;

    static Subject Settings(string handler, string more = "") => Subject.Of(Source).File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "{{handler}}"{{more}} }""");

    static Subject Template(string handler, string more = "Runtime: dotnet8", string path = "template.yaml") => Subject.Of(Source).File(path, $"""
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: .
              {more}
              Handler: {handler}
        """);

    [Fact]
    public Task In_a_template_it_is_an_error() => Verify<NameExistingHandler>.Reports(Template("[|Shop::Store.Orders::Handel|] # the handler"), DiagnosticSeverity.Error,
        "The runtime finds no handler under 'Shop::Store.Orders::Handel': 'Orders' has no method 'Handel'; did you mean 'Shop::Store.Orders::Handle'");

    [Fact]
    public Task In_tool_settings_it_is_a_warning() => Verify<NameExistingHandler>.Reports(Settings("[|Shop::Store.Orders.Nested::Handle|]"), DiagnosticSeverity.Warning,
        "The runtime finds no handler under 'Shop::Store.Orders.Nested::Handle': there is no type 'Store.Orders.Nested', and a nested one is written 'Outer+Inner'; did you mean 'Shop::Store.Orders+Nested::Handle'");

    [Theory]
    [InlineData("[|Shop::Orders::Handle|]")]
    [InlineData("[|Shop::Store.Orders|]")]
    [InlineData("[|Shop:Store.Orders:Handle|]")]
    [InlineData("[|Shop.dll::Store.Orders::Handle|]")]
    [InlineData("[|Shop|]")]
    [InlineData("\"[|Shop :: Store.Orders :: Handle|]\"")]
    public Task Malformed_strings_in_a_template_are_reported(string handler) => Verify<NameExistingHandler>.Reports(Template(handler));

    [Fact]
    public Task A_folded_scalar_is_reported_at_its_value() => Verify<NameExistingHandler>.Reports(Template(">-\n        [|Shop::Store.Orders::Gone|]"));

    [Fact]
    public Task The_value_that_functions_share_is_reported_once() => Verify<NameExistingHandler>.Reports(Subject.Of(Source).File("template.yaml", """
        Globals:
          Function: { Runtime: dotnet8, CodeUri: ., Handler: "[|Shop::Store.Orders::Gone|]" }
        Resources:
          A: { Type: AWS::Serverless::Function, Properties: { MemorySize: 256 } }
          B: { Type: AWS::Serverless::Function, Properties: { MemorySize: 512 } }
        """));

    [Fact]
    public Task A_service_of_the_Serverless_Framework_is_a_template() => Verify<NameExistingHandler>.Reports(Subject.Of(Source).File("serverless.yml", """
        provider: { runtime: dotnet8 }
        functions:
          orders:
            handler: [|Shop::Store.Orders::Gone|]
        """), DiagnosticSeverity.Error);

    [Fact]
    public Task A_string_of_more_than_127_characters_loses_its_end()
    {
        var method = "Handle" + new string('x', 105);
        return Verify<NameExistingHandler>.Reports(Subject.Of($"namespace Store; public class Orders {{ public string {method}(string s) => s; }}")
            .File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "[|Shop::Store.Orders::{{method}}|]" }"""));
    }

    [Theory]
    [InlineData("[|Other::Store.Orders::Handle|]", "it names the assembly 'Other', and this project builds 'Shop'")]
    [InlineData("[|a,b::Store.Orders::Handle|]", "it names the assembly 'a,b', and this project builds 'Shop'")]
    [InlineData("[|Shop,b::Store.Orders::Handle|]", "'Shop,b' is no assembly name")]
    public Task The_projects_own_settings_must_name_its_assembly(string handler, string fault) => Verify<NameExistingHandler>.Reports(Settings(handler), DiagnosticSeverity.Warning,
        $"The runtime finds no handler under '{handler[2..^2]}': {fault}; did you mean 'Shop::Store.Orders::Handle'");

    [Fact]
    public Task An_executable_is_named_as_it_is_spelled() => Verify<NameExistingHandler>.Reports(
        Subject.Of("System.Console.WriteLine();").Executable().File("aws-lambda-tools-defaults.json", """{ "function-handler": "[|shop|]", "function-runtime": "dotnet8" }"""));

    [Theory]
    [InlineData("Shop", "dotnet8")]
    [InlineData("bootstrap", "dotnet8")]
    [InlineData("anything", "provided.al2023")]
    public Task Executables_that_match_or_need_not_are_fine(string handler, string runtime) => Verify<NameExistingHandler>.Allows(
        Subject.Of("System.Console.WriteLine();").Executable().File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "{{handler}}", "function-runtime": "{{runtime}}" }"""));

    [Theory]
    [InlineData("Shop::Store.Orders::Gone", "Runtime: nodejs20.x")]
    [InlineData("Shop::Store.Orders::Gone", "PackageType: Image")]
    [InlineData("Shop::Store.Orders::Gone", "Runtime: provided.al2023")]
    [InlineData("!Ref HandlerName", "Runtime: dotnet8")]
    [InlineData("!Sub 'Shop::${Name}::Handle'", "Runtime: dotnet8")]
    [InlineData("Other::Store.Orders::Gone", "Runtime: dotnet8")]
    [InlineData("com.example.Orders::handle", "Runtime: java21")]
    [InlineData("Shop::Store.Orders::Handle", "Runtime: dotnet8")]
    [InlineData("shop::Store.Orders::Handle", "Runtime: dotnet8")]
    public Task What_is_not_ours_or_right_is_fine(string handler, string more) => Verify<NameExistingHandler>.Allows(Template(handler, more));

    [Fact]
    public Task Settings_beside_a_template_that_names_the_right_handler_are_stale() => Verify<NameExistingHandler>.Allows(
        Template("Shop::Store.Orders::Handle").File("aws-lambda-tools-defaults.json", """{ "function-handler": "Old::Old.Function::FunctionHandler" }"""));

    [Fact]
    public Task A_handler_of_a_referenced_assembly_may_exist() => Verify<NameExistingHandler>.Allows(Settings("System.Net.Http::System.Net.Http.HttpClient::GetAsync"));

    [Fact]
    public Task Settings_that_deploy_a_template_name_no_handler() => Verify<NameExistingHandler>.Allows(Settings("Old::Old.Function::FunctionHandler", ", \"template\": \"serverless.template\""));

    [Fact]
    public async Task A_program_called_bootstrap_is_for_a_custom_runtime()
    {
        var compiled = Subject.Of("System.Console.WriteLine();").Executable().File("aws-lambda-tools-defaults.json", """{ "function-handler": "Orders", "function-runtime": "dotnet8" }""").Compile();
        Assert.Single(await Verify<NameExistingHandler>.Findings(compiled));
        Assert.Empty(await Verify<NameExistingHandler>.Findings(compiled with { Compilation = compiled.Compilation.WithAssemblyName("bootstrap") }));
    }

    [Fact]
    public Task Images_in_settings_are_fine() => Verify<NameExistingHandler>.Allows(Settings("Old::Old.Function::FunctionHandler", ", \"package-type\": \"image\""));

    [Theory]
    [InlineData("BlueprintBaseName.1::BlueprintBaseName._1.Function::FunctionHandler")]
    [InlineData("$safeprojectname$::$safeprojectname$.Function::FunctionHandler")]
    [InlineData("__ASSEMBLY__::__NAMESPACE__.Function::FunctionHandler")]
    [InlineData("{{cookiecutter.project}}::{{cookiecutter.project}}.Function::FunctionHandler")]
    [InlineData("Shop::{TYPE}::Handle")]
    [InlineData("<ASSEMBLY>::<TYPE>::<METHOD>")]
    [InlineData("Shop::Store.<TYPE>::Handle")]
    [InlineData("%ASSEMBLY%::Store.Orders::Handle")]
    public async Task What_is_still_to_be_filled_in_is_fine(string handler)
    {
        await Verify<NameExistingHandler>.Allows(Settings(handler));
        await Verify<NameExistingHandler>.Allows(Template($"\"{handler}\""));
    }

    [Theory]
    [InlineData("[|Shop::Store.Orders<string>::Handle|]")]
    [InlineData("[|Shop::Store.__Orders::Handle__|]")]
    [InlineData("[|Shop::Store.$Orders::Handle|]")]
    public Task What_only_looks_like_it_is_reported(string handler) => Verify<NameExistingHandler>.Reports(Settings(handler));

    [Fact]
    public Task Of_two_projects_under_one_template_each_sees_its_own() => Verify<NameExistingHandler>.Reports(Subject.Of(Source).File("../../template.yaml", """
        Resources:
          Ours: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: src/Shop, Handler: "[|Shop::Store.Orders::Gone|]" } }
          Theirs: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: src/Bill, Handler: "Bill::Store.Orders::Gone" } }
          Namesake: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: old/Shop, Handler: "Shop::Store.Orders::Older" } }
        """));

    [Fact]
    public Task A_wrapper_is_as_good_as_its_method() => Verify<NameExistingHandler>.Reports(Subject.Of("""
        using Amazon.Lambda.Annotations;
        namespace Store;
        public class Orders { [LambdaFunction] public string Get(string s) => s; public string Gone(string s) => s; }
        """).File("serverless.template", """
        { "Resources": {
            "A": { "Type": "AWS::Serverless::Function", "Properties": { "Runtime": "dotnet8", "CodeUri": ".", "Handler": "Shop::Store.Orders_Get_Generated::Get" } },
            "B": { "Type": "AWS::Serverless::Function", "Properties": { "Runtime": "dotnet8", "CodeUri": ".", "Handler": "[|Shop::Store.Orders_Gone_Generated::Gone|]" } } } }
        """));

    [Theory]
    [InlineData("public class Orders : Missing { }")]
    [InlineData("public class Orders : System.Net.Http.HttpClientHandler { }")]
    public Task What_a_base_elsewhere_may_have_is_fine(string source) => Verify<NameExistingHandler>.Allows(Subject.Of(source).HandledBy("Orders::Hidden").Broken());

    [Theory]
    [InlineData("{ \"function-handler\": \"Shop::Store.Orders::Gone")]
    [InlineData("{ \"function-handler\": [\"Shop::Store.Orders::Gone\"] }")]
    [InlineData("{ \"function-handler\": null }")]
    [InlineData("{ \"function-handler\": \"\" }")]
    [InlineData("{ \"function-handler\": \"   \" }")]
    [InlineData("[1, 2")]
    public Task Broken_settings_are_as_if_they_were_not_there(string text) => Verify<NameExistingHandler>.Allows(Subject.Of(Source).File("aws-lambda-tools-defaults.json", text));

    [Theory]
    [InlineData("\uFEFF{\r\n\t\"function-handler\":\t\"[|Shop::Store.Orders::Gone|]\"\r\n}")]
    [InlineData("{ \"function-handler\": \"Shop::Store.Orders::Handle\", \"function-handler\": \"[|Shop::Store.Orders::Gone|]\" }")]
    [InlineData("{ /* the */ \"function-handler\": \"[|Shop::Store.Orders::Gone|]\", // handler\n }")]
    public Task Odd_settings_are_read(string text) => Verify<NameExistingHandler>.Reports(Subject.Of(Source).File("aws-lambda-tools-defaults.json", text));

    public static IEnumerable<TheoryDataRow<string>> OddStrings =>
        [.. new[] { ",", ",,", "::", ":::", "::::::", ",::,::,", "Shop,::Store.Orders::Handle", "Shop,=::A::B", "Shop, Version=x::A::B", "Shop::+::H", "Shop::`::H", "Shop::[]::H", "Shop::A`99999999999::H", "Shop::Store.Orders::(", "Shop::Store.Orders::)(", "Shop::Store.Orders:: (",
            "Shop::Store.Orders::Handle(", "Shop::\u0000::\u0000", new string(':', 5000), "Shop::" + new string('+', 3000) + "::H", "Shop::" + new string('.', 3000) + "::H", "_Generated::_Generated::", "Shop::_Generated::", "Shop::__Generated::_", "Shop::<::>", "\u202e::a::b" }.Select(text => new TheoryDataRow<string>(text))];

    [Theory, MemberData(nameof(OddStrings))]
    public async Task No_string_crashes_it(string text)
    {
        var escaped = System.Text.Json.JsonSerializer.Serialize(text);
        await Verify<NameExistingHandler>.Findings(Subject.Of(Source).File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": {{escaped}} }""").Compile());
        await Verify<NameExistingHandler>.Findings(Template(escaped).Compile());
    }

    [Fact]
    public async Task A_huge_file_costs_no_time()
    {
        var huge = Template("Shop::Store.Orders::Handle # " + new string('x', 10_000_000)).And("public class Other { public void Handle(string s, ILambdaContext c) { } }").Compile();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Verify<NameExistingHandler>.Findings(huge));
        Assert.True(watch.Elapsed < Patience.Limit, watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Aliases_that_explode_cost_no_time()
    {
        var bomb = string.Concat(Enumerable.Range(0, 20).Select(at => $"a{at}: &a{at} [{(at == 0 ? "x" : string.Join(", ", Enumerable.Repeat("*a" + (at - 1), 10)))}]\n"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Verify<NameExistingHandler>.Findings(Subject.Of(Source).File("template.yaml", bomb + "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: *a19 }\n").Compile()));
        Assert.True(watch.Elapsed < Patience.Limit, watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", "{ \"function-handler\": \"[|Shop::Store.Order::Handle|]\" } // deployed", "{ \"function-handler\": \"Shop::Store.Orders::Handle\" } // deployed")]
    [InlineData("template.yaml", "Resources:\r\n  F: # one\r\n    Type: AWS::Serverless::Function\r\n    Properties: { Runtime: dotnet8, CodeUri: ., Handler: '[|Shop::Store.Orders.Nested::Handle|]' } # two\r\n",
        "Resources:\r\n  F: # one\r\n    Type: AWS::Serverless::Function\r\n    Properties: { Runtime: dotnet8, CodeUri: ., Handler: 'Shop::Store.Orders+Nested::Handle' } # two\r\n")]
    public async Task The_fix_names_the_nearest_handler_and_leaves_the_rest_of_the_file(string path, string before, string after) =>
        Assert.Equal(after, await Workbench.Apply(new NameExistingHandlerFix(), new NameExistingHandler(), Subject.Of(Source).File(path, before), path));

    [Fact]
    public Task No_fix_where_nothing_is_near() => Verify<NameExistingHandler>.OffersNothing<NameExistingHandlerFix>(Settings("[|Shop::Billing.Invoices.Printer::PrintEverything|]"));

    [Fact]
    public Task No_fix_for_overloads() => Verify<NameExistingHandler>.OffersNothing<NameExistingHandlerFix>(
        Subject.Of("public class F { public string H(string s) => s; public string H(Stream s) => \"\"; }").File("aws-lambda-tools-defaults.json", """{ "function-handler": "[|Shop::F::H|]" }"""));

    const string Cdk = """
        namespace Amazon.CDK.AWS.Lambda
        {
            public class Runtime { public static readonly Runtime DOTNET_8 = new(), JAVA_21 = new(), PROVIDED_AL2023 = new(); }
            public class FunctionProps { public string Handler { get; set; } = ""; public Runtime? Runtime { get; set; } }
        }
        """;

    static Subject Stack(string properties) => Subject.Of(Source).And(Cdk, "Cdk.cs").And($$"""
        using Amazon.CDK.AWS.Lambda;
        public class Stack { const string Gone = "Shop::Store.Orders::Gone"; object F() => new FunctionProps { {{properties}} }; }
        """, "Stack.cs");

    [Theory]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = [|\"Shop::Store.Orders::Gone\"|]")]
    [InlineData("Handler = [|\"Shop::Store.Orders::Gone\"|]")]
    [InlineData("Handler = [|Gone|]")]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = [|\"Bill::Bill.Function\"|]")]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = [|\"Bill::Bill.Function:: Handle\"|]")]
    public Task Infrastructure_code_is_a_template(string properties) => Verify<NameExistingHandler>.Reports(Stack(properties), DiagnosticSeverity.Error);

    [Theory]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = \"Shop::Store.Orders::Handle\"")]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = \"Bill::Bill.Function::Handle\"")]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = \"Bill\"")]
    [InlineData("Runtime = Runtime.DOTNET_8, Handler = \"$safeprojectname$::Function::Handle\"")]
    [InlineData("Runtime = Runtime.JAVA_21, Handler = \"com.example.Orders::handle\"")]
    [InlineData("Runtime = Runtime.PROVIDED_AL2023, Handler = \"Shop::Store.Orders::Gone\"")]
    [InlineData("Handler = \"com.example.Orders::handle\"")]
    [InlineData("Handler = System.Environment.MachineName")]
    public Task Infrastructure_code_for_other_projects_and_languages_is_fine(string properties) => Verify<NameExistingHandler>.Allows(Stack(properties));

    [Fact]
    public Task A_Handler_that_is_not_a_functions_is_fine() => Verify<NameExistingHandler>.Allows(Subject.Of(Source).And("public class Route { public string Handler { get; set; } = \"\"; object R() => new Route { Handler = \"Shop::Store.Orders::Gone\" }; }"));

    [Fact]
    public Task The_fix_names_the_nearest_handler_in_infrastructure_code() => Verify<NameExistingHandler>.Fixes<NameExistingHandlerFix>(
        Stack("Handler = /* the */ [|\"Shop::Store.Orders::Handel\"|] // handler\n"), Stack("Handler = /* the */ \"Shop::Store.Orders::Handle\" // handler\n"));

    [Fact]
    public async Task The_fix_renames_the_other_overloads() => Assert.Equal("""
        public class F : IWork
        {
            public string Handle(string s, ILambdaContext c) => HandleCore(s) + HandleCore(1) + new F().HandleCore("");
            // Inside.
            public string HandleCore(string s) => s;
            static string HandleCore(int i) => nameof(Handle);
        }
        public interface IWork { string HandleCore(string s); }
        """, await Workbench.Apply(new NameExistingHandlerFix(), new NameExistingHandler(), Subject.Of("""
        public class F : IWork
        {
            public string Handle(string s, ILambdaContext c) => Handle(s) + Handle(1) + new F().Handle("");
            // Inside.
            public string Handle(string s) => s;
            static string Handle(int i) => nameof(Handle);
        }
        public interface IWork { string Handle(string s); }
        """).HandledBy("F::Handle"), "Function.cs", "Rename"));

    [Theory]
    [InlineData("public class F { public string H(string s) => s; public string H(Stream s) => \"\"; }")]
    [InlineData("public class F { public string H(string s, ILambdaContext c) => s; public string H(ILambdaContext s) => \"\"; }")]
    [InlineData("public class F : IComparable<F> { public int CompareTo(F? s) => 0; public string CompareTo(string s, ILambdaContext c) => s; }")]
    public Task No_renaming_where_nobody_can_tell_or_others_need_the_name(string source) => Verify<NameExistingHandler>.OffersNothing<NameExistingHandlerFix>(
        Subject.Of(source).File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "[|Shop::F::{{(source.Contains("CompareTo", StringComparison.Ordinal) ? "CompareTo" : "H")}}|]" }"""), "Rename");
}
