using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class ReturnTaskTests
{
    [Fact]
    public Task A_certain_class_library_handler_is_an_error() => Verify<ReturnTask>.Reports(
        Subject.Of("public class F { public async void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1); }").HandledBy("F::Handle"),
        DiagnosticSeverity.Error, "Handler 'Handle' is 'async void': the runtime refuses to load it; return 'Task'");

    [Fact]
    public Task A_probable_handler_is_a_warning() => Verify<ReturnTask>.Reports(
        "public class F { public async void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1); }", DiagnosticSeverity.Warning);

    [Fact]
    public Task An_event_alone_makes_a_probable_handler() => Verify<ReturnTask>.Reports(
        "public class OrdersFunction { public async void [|Run|](Amazon.Lambda.SQSEvents.SQSEvent e) => await Task.Delay(1); }");

    [Fact]
    public Task An_inherited_handler_is_reported_where_it_is_written() => Verify<ReturnTask>.Reports(Subject.Of(
        "public class F : Base { }").And("public abstract class Base { protected async void [|Handle|](string s) => await Task.Delay(1); }").HandledBy("F::Handle"));

    [Fact]
    public Task An_Annotations_handler_is_reported() => Verify<ReturnTask>.Reports(
        "public class F { [Amazon.Lambda.Annotations.LambdaFunction] public async void [|Handle|](string s) => await Task.Delay(1); }",
        DiagnosticSeverity.Error, "Handler 'Handle' is 'async void': Lambda answers before its work is done; return 'Task'");

    [Theory]
    [InlineData("Action<string, ILambdaContext> h = [|async (s, c) =>|] await Task.Delay(1); using var w = HandlerWrapper.GetHandlerWrapper<string>(h, new DefaultLambdaJsonSerializer());")]
    [InlineData("await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync(); async void [|Handle|](string s) => await Task.Delay(1);")]
    [InlineData("Action h = Handle; await LambdaBootstrapBuilder.Create(h).Build().RunAsync(); static async void [|Handle|]() => await Task.Delay(1);")]
    public Task A_handler_given_to_the_bootstrap_is_reported(string program) => Verify<ReturnTask>.Reports(
        Subject.Of("using Amazon.Lambda.RuntimeSupport;\n" + program).Executable(), DiagnosticSeverity.Error);

    [Fact]
    public Task Any_async_void_method_with_a_context_is_reported() => Verify<ReturnTask>.Reports(
        "public class F { public void Handle(string s, ILambdaContext c) => Later(s, c, 1); static async void [|Later|](string s, ILambdaContext c, int n) => await Task.Delay(n); }",
        DiagnosticSeverity.Warning, "'Later' is 'async void': the invocation can end before its work is done; return 'Task'");

    [Theory]
    [InlineData("public class F { public void Handle(string s, ILambdaContext c) { } }")]
    [InlineData("public class F { public async Task Handle(string s, ILambdaContext c) => await Task.Delay(1); }")]
    [InlineData("public abstract class F { public abstract void Handle(string s, ILambdaContext c); }")]
    [InlineData("public class Form { public async void OnClick(object sender, EventArgs e) => await Task.Delay(1); }")]
    public Task What_is_no_async_void_handler_is_fine(string source) => Verify<ReturnTask>.Allows(source);

    [Fact]
    public Task An_Action_that_no_bootstrap_sees_is_fine() => Verify<ReturnTask>.Allows(
        Subject.Of("Action<string> a = async s => await Task.Delay(1); a(\"\");").Executable());

    [Fact]
    public Task A_test_project_has_no_handlers() => Verify<ReturnTask>.Allows(
        Subject.Of("public class F { public async void Handle(string s, ILambdaContext c) => await Task.Delay(1); }").Property("IsTestProject", "true"));

    [Fact]
    public Task The_fix_returns_Task_and_keeps_comments() => Verify<ReturnTask>.Fixes<ReturnTaskFix>(
        """
        public class F
        {
            // Takes one order.
            public async /* sic */ void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1); // later
            public async void [|Other|](int i, ILambdaContext c) => await Task.Delay(i);
        }
        """,
        """
        public class F
        {
            // Takes one order.
            public async /* sic */ Task Handle(string s, ILambdaContext c) => await Task.Delay(1); // later
            public async Task Other(int i, ILambdaContext c) => await Task.Delay(i);
        }
        """);

    [Fact]
    public Task The_fix_adds_the_using() => Verify<ReturnTask>.Fixes<ReturnTaskFix>(
        Subject.Of("""
        using Amazon.Lambda.Core;

        public class F
        {
            public async void [|Handle|](string s, ILambdaContext c) => await System.Threading.Tasks.Task.Yield();
        }
        """) with { HasUsings = false },
        Subject.Of("""
        using System.Threading.Tasks;
        using Amazon.Lambda.Core;

        public class F
        {
            public async Task Handle(string s, ILambdaContext c) => await System.Threading.Tasks.Task.Yield();
        }
        """) with { HasUsings = false });

    [Fact]
    public Task The_fix_changes_interface_and_base_in_other_files() => Verify<ReturnTask>.Fixes<ReturnTaskFix>(
        Subject.Of("public class F : Base { public override async void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1); }")
            .And("public abstract class Base : IHandle { public abstract void Handle(string s, ILambdaContext c); }")
            .And("public interface IHandle { void Handle(string s, ILambdaContext c); }"),
        Subject.Of("public class F : Base { public override async Task Handle(string s, ILambdaContext c) => await Task.Delay(1); }")
            .And("public abstract class Base : IHandle { public abstract Task Handle(string s, ILambdaContext c); }")
            .And("public interface IHandle { Task Handle(string s, ILambdaContext c); }"));

    [Fact]
    public Task The_fix_retypes_the_variable() => Verify<ReturnTask>.Fixes<ReturnTaskFix>(
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        Action<string, ILambdaContext> handler = [|async (s, c) =>|] await Task.Delay(1);
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable(),
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        Func<string, ILambdaContext, Task> handler = async (s, c) => await Task.Delay(1);
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task The_fix_awaits_where_the_method_is_called() => Verify<ReturnTask>.Fixes<ReturnTaskFix>(
        """
        public class F
        {
            public async Task Handle(string s, ILambdaContext c) { await Task.Yield(); /* now */ Later(s, c, 1); }
            static async void [|Later|](string s, ILambdaContext c, int n) => await Task.Delay(n);
        }
        """,
        """
        public class F
        {
            public async Task Handle(string s, ILambdaContext c) { await Task.Yield(); /* now */ await Later(s, c, 1); }
            static async Task Later(string s, ILambdaContext c, int n) => await Task.Delay(n);
        }
        """);

    [Fact]
    public Task No_fix_where_the_method_is_an_Action_elsewhere() => Verify<ReturnTask>.OffersNothing<ReturnTaskFix>(
        """
        public class F
        {
            static readonly Action<string, ILambdaContext> Keep = Handle;
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public static async void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task No_fix_where_another_implementation_is_not_async() => Verify<ReturnTask>.OffersNothing<ReturnTaskFix>(
        """
        public interface IHandle { void Handle(string s, ILambdaContext c); }
        public class F : IHandle { public async void [|Handle|](string s, ILambdaContext c) => await Task.Delay(1); }
        public class G : IHandle { public void Handle(string s, ILambdaContext c) { } }
        """);

    [Fact]
    public async Task The_fix_carries_through_the_solution()
    {
        var shop = Workbench.Open("public class F : IHandle { public async void Handle(string s, ILambdaContext c) => await Task.Delay(1); }")
            .Beside("Contracts", "using Amazon.Lambda.Core;\n\npublic interface IHandle { void Handle(string s, ILambdaContext c); }", isReferenced: true)
            .Beside("Tests", """
                using System.Threading.Tasks;

                public class FTests
                {
                    public async Task Waits() { await Task.Yield(); /* now */ new F().Handle("", null!); }
                    public void Follows() => new F().Handle(nameof(F.Handle), null!);
                    public FTests() => new F().Handle("", null!);
                }
                """, isReferenced: false);
        var after = await Workbench.Applied(new ReturnTaskFix(), new ReturnTask(), shop);
        Assert.NotNull(after);
        Assert.Equal("public class F : IHandle { public async Task Handle(string s, ILambdaContext c) => await Task.Delay(1); }", after["Function.cs"]);
        Assert.Equal("using System.Threading.Tasks;\nusing Amazon.Lambda.Core;\n\npublic interface IHandle { Task Handle(string s, ILambdaContext c); }", after["Contracts.cs"]);
        Assert.Equal("""
            using System.Threading.Tasks;

            public class FTests
            {
                public async Task Waits() { await Task.Yield(); /* now */ await new F().Handle("", null!); }
                public async Task Follows() => await new F().Handle(nameof(F.Handle), null!);
                public FTests() => new F().Handle("", null!);
            }
            """, after["Tests.cs"]);
    }

    [Theory]
    [InlineData("public class Twin : IHandle { public void Handle(string s, Amazon.Lambda.Core.ILambdaContext c) { } }")]
    [InlineData("public class Keeper { public System.Action<string, Amazon.Lambda.Core.ILambdaContext> Kept = new F().Handle; }")]
    public async Task No_fix_where_another_project_cannot_follow(string source) => Assert.Null(await Workbench.Applied(new ReturnTaskFix(), new ReturnTask(),
        Workbench.Open("public interface IHandle { void Handle(string s, ILambdaContext c); } public class F : IHandle { public async void Handle(string s, ILambdaContext c) => await Task.Delay(1); }").Beside("Tests", source, isReferenced: false)));
}
