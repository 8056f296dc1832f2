using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

/// <summary>A handler knows the function that a template or a settings file makes of it.</summary>
public class HandlersAndFunctionsTests
{
    static Handler Only(Subject subject) => Assert.Single(subject.Compile().Project!.Handlers(TestContext.Current.CancellationToken));

    static string Template(string properties) => $"Resources:\n  Orders: {{ Type: AWS::Serverless::Function, Properties: {{ Runtime: dotnet10, CodeUri: ./src/Shop, {properties} }} }}\n";

    const string Class = "namespace Ns { public class F { public class Nested { public string Run(object input, ILambdaContext context) => \"\"; } } }";

    [Fact]
    public void A_method_that_a_handler_string_names()
    {
        var handler = Only(Subject.Of(Class).File("../../template.yaml", Template("Handler: 'shop::Ns.F+Nested::Run', Timeout: 7, Events: { E: { Type: S3, Properties: { Bucket: !Ref B } } }")));
        Assert.Equal("Orders", handler.Function!.Name);
        Assert.Equal(7, handler.Function.Timeout!.Number);
        Assert.Equal((Certainty.Certain, EventSource.S3), (handler.Certainty, handler.Source));
    }

    [Fact]
    public void A_method_behind_a_function_url() =>
        Assert.Equal(EventSource.ApiGatewayHttp, Only(Subject.Of(Class).File("../../template.yaml", Template("Handler: 'Shop::Ns.F+Nested::Run', FunctionUrlConfig: { AuthType: NONE }"))).Source);

    [Fact]
    public void An_annotated_method_behind_its_generated_wrapper()
    {
        var source = "using Amazon.Lambda.Annotations; namespace Ns { public class F { [LambdaFunction] public string Run(object input) => \"\"; } }";
        Assert.Equal("Orders", Only(Subject.Of(source).File("serverless.template", Template("Handler: 'Shop::Ns.F_Run_Generated::Run'"))).Function!.Name);
        Assert.Equal("Orders", Only(Subject.Of(source).File("serverless.template", Template("Handler: Shop, Environment: { Variables: { ANNOTATIONS_HANDLER: Run } }"))).Function!.Name);
        Assert.Null(Only(Subject.Of(source).File("serverless.template", Template("Handler: 'Shop::Ns.F_Other_Generated::Other'"))).Function);
    }

    [Theory]
    [InlineData("Handler: Shop")]
    [InlineData("Handler: bootstrap")]
    public void The_program_that_hands_a_delegate_to_the_bootstrap(string properties) =>
        Assert.Equal("Orders", Only(Shape.BootstrapLambda.With("await Task.Yield();").File("../../template.yaml", Template(properties))).Function!.Name);

    [Fact]
    public void Of_two_functions_with_one_program_nobody_knows_which()
    {
        var template = Template("Handler: Shop") + Template("Handler: Shop").Split('\n')[1].Replace("Orders", "Stock");
        Assert.Null(Only(Shape.BootstrapLambda.With("await Task.Yield();").File("../../template.yaml", template)).Function);
    }

    [Theory]
    [InlineData("Handler: Other::Ns.F+Nested::Run")]
    [InlineData("Handler: Shop::Ns.F+Nested::Run, Runtime: java21")]
    [InlineData("Handler: !Sub 'Shop::Ns.F+Nested::${M}'")]
    [InlineData("Handler: 'Shop::::Run'")]
    [InlineData("Handler: 'Shop::Ns.F+Nested::'")]
    [InlineData("Handler: 'Shop::Ns.F.Nested::Run'")]
    [InlineData("Handler: 'Shop::Ns.F+Nested::( )'")]
    [InlineData("Handler: 'Shop:: ( ::Run'")]
    public void A_string_that_names_nothing_of_this_project_makes_nothing_certain(string properties)
    {
        var handler = Only(Subject.Of(Class).File("../../template.yaml", Template(properties)));
        Assert.Equal(Certainty.Probable, handler.Certainty);
        Assert.Null(handler.Function);
    }

    [Fact]
    public void Settings_in_the_project_s_folder_that_name_another_assembly_make_nothing_certain()
    {
        var handler = Only(Subject.Of(Class).File("aws-lambda-tools-defaults.json", """{ "function-handler": "Other::Ns.F+Nested::Run" }"""));
        Assert.Equal(Certainty.Probable, handler.Certainty);
    }

    [Fact]
    public void A_keystroke_reads_no_file_again()
    {
        var subject = Subject.Of(Class).File("../../template.yaml", Template("Handler: 'Shop::Ns.F+Nested::Run'")).Compile();
        var before = LambdaProject.Of(subject.Compilation, subject.Options)!.Deployment;
        var after = LambdaProject.Of(subject.Compilation.Clone(), subject.Options)!.Deployment;
        Assert.NotSame(before, after);
        Assert.Same(before.Functions[0], after.Functions[0]);
    }
}
