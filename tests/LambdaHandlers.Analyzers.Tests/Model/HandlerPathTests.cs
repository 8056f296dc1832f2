using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>Every kind of edge between a handler and what it reaches, and the nearest thing that is none.</summary>
public class HandlerPathTests
{
    const string Hit = "[|Here.Now()|]";
    const string Miss = "Here.Now()";

    static Subject In(Shape shape, string body, string elsewhere) => shape.With(body).And(elsewhere).And(Probed.Declaration, "Here.cs");

    static Subject In(string body, string elsewhere = "") => In(Shape.ClassLibrary, body, elsewhere);

    [Theory, ClassData(typeof(EveryShape))]
    public Task In_the_handlers_own_text(Shape shape) => Verify<PathProbe>.Reports(In(shape, $"await Task.FromResult({Hit});", ""));

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_call(Shape shape) => Verify<PathProbe>.Reports(In(shape, "await Task.FromResult(Work.Run());",
        $"static class Work {{ public static int Run() => {Hit}; public static int Other() => {Miss}; }}"));

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_constructor(Shape shape) => Verify<PathProbe>.Reports(In(shape, "await Task.FromResult(new Work());",
        $"class Work {{ public Work() {{ {Hit}; }} }} class Other {{ public Other() {{ {Miss}; }} }}"));

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_lambda_in_the_handler(Shape shape) => Verify<PathProbe>.Reports(In(shape, $"await Task.Run(() => {Hit});", ""));

    [Theory]
    // Calls.
    [InlineData("Work.Run();", "static class Work { public static void Run() => Next(); static void Next() => Last(); static int Last() => HIT; }")]
    [InlineData("new Work().Run();", "class Work { public int Run() => HIT; }")]
    [InlineData("new Work()?.Run();", "class Work { public int Run() => HIT; }")]
    [InlineData("new Work().Run<int>();", "class Work { public int Run<T>() => HIT; }")]
    [InlineData("new Work<int>().Run();", "class Work<T> { public int Run() => HIT; }")]
    [InlineData("input.Run();", "static class Work { public static int Run(this string text) => HIT; }")]
    [InlineData("Run();", "static class Work { public static int Run() => HIT; }", "using static Work;")]
    [InlineData("W.Run();", "static class Work { public static int Run() => HIT; }", "using W = Work;")]
    [InlineData("Space.Work.Run();", "namespace Space { static class Work { public static int Run() => HIT; } }")]
    [InlineData("Work.Run();", "static partial class Work { public static partial int Run(); } static partial class Work { public static partial int Run() => HIT; }")]
    [InlineData("await foreach (var x in Work.Run()) { }", "static class Work { public static async IAsyncEnumerable<int> Run() { await Task.Yield(); yield return HIT; } }")]
    [InlineData("Work.Run(3);", "static class Work { public static int Run(int n) => n == 0 ? HIT : Run(n - 1); }")]
    // Local functions and lambdas.
    [InlineData("Run(); int Run() => HIT;")]
    [InlineData("var run = () => HIT; run();")]
    [InlineData("Func<int> run; run = () => HIT; run.Invoke();")]
    [InlineData("Func<int> run = () => { return HIT; }; run?.Invoke();")]
    [InlineData("Func<int> run = Work.Run; run();", "static class Work { public static int Run() => HIT; }")]
    [InlineData("Work.Go();", "static class Work { static readonly Func<int> Run = () => HIT; public static int Go() => Run(); }")]
    [InlineData("Work.Go();", "static class Work { static readonly Func<int> Run = Load; static int Load() => HIT; public static int Go() => Run(); }")]
    [InlineData("Work.Go();", "static class Work { static Func<int> Run { get; } = () => HIT; public static int Go() => Run(); }")]
    [InlineData("Work.Go();", "static class Work { static Func<int> Run => () => HIT; public static int Go() => Run(); }")]
    [InlineData("new Work().Go();", "class Work { readonly Func<int> _run; public Work() => _run = () => HIT; public int Go() => _run(); }")]
    [InlineData("Work.Go();", "static class Work { static readonly Dictionary<string, Func<int>> Run = new() { [\"a\"] = () => HIT, [\"b\"] = Load }; static int Load() => HIT; public static int Go() => Run[\"a\"](); }")]
    [InlineData("Work.Go();", "static class Work { static readonly Func<int>[] Run = [() => HIT]; public static void Go() { foreach (var run in Run) run(); } }")]
    // Handed to somebody who runs it where we are.
    [InlineData("input.Select(c => HIT).ToList();")]
    [InlineData("input.Select(Work.Run).ToList();", "static class Work { public static int Run(char c) => HIT; }")]
    [InlineData("(from c in input where HIT == 1 select c).ToList();")]
    [InlineData("input.ToList().ForEach(c => { HIT; });")]
    [InlineData("await Task.Run(async () => { await Task.Yield(); HIT; });")]
    [InlineData("await Task.WhenAll(input.Select(async c => { await Task.Yield(); HIT; }));")]
    [InlineData("Parallel.ForEach(input, c => { HIT; });")]
    [InlineData("Retry.Run(() => HIT);", "static class Retry { public static int Run(Func<int> what) => what(); }")]
    // Properties, indexers, operators.
    [InlineData("_ = Work.Value;", "static class Work { public static int Value => HIT; }")]
    [InlineData("_ = new Work().Value;", "class Work { public int Value { get { return HIT; } } }")]
    [InlineData("new Work().Value = 1;", "class Work { public int Value { get => 0; set { HIT; } } }")]
    [InlineData("_ = new Work { Value = 1 };", "class Work { public int Value { get => 0; init { HIT; } } }")]
    [InlineData("new Work().Value += 1;", "class Work { public int Value { get { return HIT; } set { HIT; } } }")]
    [InlineData("_ = new Work()[1];", "class Work { public int this[int n] => HIT; }")]
    [InlineData("_ = new Work() + new Work();", "class Work { public static Work operator +(Work a, Work b) { HIT; return a; } }")]
    [InlineData("_ = -new Work() * new Work() / new Work() % new Work();", "class Work { public static Work operator -(Work a) { HIT; return a; } public static Work operator *(Work a, Work b) { HIT; return a; } public static Work operator /(Work a, Work b) { HIT; return a; } public static Work operator %(Work a, Work b) { HIT; return a; } }")]
    [InlineData("_ = new Work() < new Work() && new Work() >= new Work();", "class Work { public static bool operator <(Work a, Work b) => HIT > 0; public static bool operator >(Work a, Work b) => false; public static bool operator >=(Work a, Work b) => HIT > 0; public static bool operator <=(Work a, Work b) => false; }")]
    [InlineData("_ = (new Work() & new Work() | new Work()) ^ new Work() << 1 >> 2;", "class Work { public static Work operator &(Work a, Work b) { HIT; return a; } public static Work operator |(Work a, Work b) { HIT; return a; } public static Work operator ^(Work a, Work b) { HIT; return a; } public static Work operator <<(Work a, int b) { HIT; return a; } public static Work operator >>(Work a, int b) { HIT; return a; } }")]
    [InlineData("_ = !new Work();", "class Work { public static bool operator !(Work a) { HIT; return true; } }")]
    // What the handler makes.
    [InlineData("_ = new Work();", "class Work { readonly int _field = HIT; int Property { get; } = HIT; }")]
    [InlineData("Work work = new();", "class Work { readonly int _field = HIT; }")]
    [InlineData("_ = new Work(1);", "class Work(int n) { readonly int _field = n + HIT; }")]
    [InlineData("_ = new Work();", "class Work { public Work() : this(HIT) { } Work(int n) { HIT; } }")]
    [InlineData("_ = new Work();", "abstract class Base { readonly int _field = HIT; protected Base() { HIT; } } class Work : Base { }")]
    [InlineData("_ = new Work();", "abstract class Base(int n) { protected int N => n; } class Work() : Base(HIT) { }")]
    // Overrides, bases, interfaces.
    [InlineData("((Base)new Work()).Run();", "abstract class Base { public abstract int Run(); } class Work : Base { public override int Run() => HIT; }")]
    [InlineData("new Work().Run();", "class Base { public int Run() => Step(); protected virtual int Step() => HIT; } class Work : Base { }")]
    [InlineData("new Work().Run();", "abstract class Base { public int Run() => Step(); protected abstract int Step(); } class Work : Base { protected override int Step() => HIT; }")]
    [InlineData("new Work().Run();", "class Base { public virtual int Run() => HIT; } class Work : Base { public override int Run() => base.Run(); }")]
    [InlineData("IWork work = new Work(); work.Run();", "interface IWork { int Run(); } class Work : IWork { public int Run() => HIT; }")]
    [InlineData("IWork work = new Work(); work.Run();", "interface IWork { int Run(); } class Work : IWork { int IWork.Run() => HIT; }")]
    [InlineData("IWork<int> work = new Work(); work.Run();", "interface IWork<T> { T Run(); } class Work : IWork<int> { public int Run() => HIT; }")]
    [InlineData("IWork work = new Work(); _ = work.Value;", "interface IWork { int Value { get; } } class Work : IWork { public int Value => HIT; }")]
    [InlineData("IWork work = new Work(); work.Run();", "interface IWork { int Run(); } abstract class Base : IWork { public abstract int Run(); } class Work : Base { public override int Run() => HIT; }")]
    // Whatever the receiver is written as.
    [InlineData("Derived work = new(); work.Run();", "class Base { public int Run() => HIT; } class Derived : Base { }")]
    [InlineData("Go(new Work()); void Go<T>(T work) where T : Work => work.Run();", "class Work { public int Run() => HIT; }")]
    [InlineData("var work = Work.Make(); work.Run();", "class Work { public static Work Make() => new(); public int Run() => HIT; }")]
    [InlineData("foreach (var work in new[] { new Work() }) work.Run();", "class Work { public int Run() => HIT; }")]
    [InlineData("if (Work.Make() is { } work) work.Run();", "class Work { public static Work? Make() => new(); public int Run() => HIT; }")]
    [InlineData("new Holder().Go();", "class Holder : Held { public void Go() => Work.Run(); } class Held { protected Work Work { get; } = new(); } class Work { public int Run() => HIT; }")]
    [InlineData("new Holder(new()).Go();", "class Holder(Work work) { public int Go() => work.Run(); } class Work { public int Run() => HIT; }")]
    // Lazily, but every time.
    [InlineData("var x = input ?? $\"{HIT}\";")]
    [InlineData("Work.Go();", "static class Work { static readonly bool Enabled = true; public static void Go() { if (Enabled) HIT; } }")]
    public Task This_leads_there(string body, string elsewhere = "", string usings = "") => Verify<PathProbe>.Reports(
        Shape.ClassLibrary.With(body.Replace("HIT", Hit, StringComparison.Ordinal), usings: usings).And(elsewhere.Replace("HIT", Hit, StringComparison.Ordinal)).And(Probed.Declaration, "Here.cs"));

    [Theory]
    [InlineData("_ = nameof(Work.Run);", "static class Work { public static int Run() => MISS; }")]
    [InlineData("_ = typeof(Work);", "class Work { public Work() { MISS; } }")]
    [InlineData("Work.Run(1);", "static class Work { public static int Run(int n) => n; public static int Run(string s) => MISS; }")]
    [InlineData("Work.Run();", "static class Work { public static int Run() => 1; } static class Other { public static int Run() => MISS; }")]
    [InlineData("new Work().Run();", "class Work { public int Run() => 1; } class Other { public int Run() => MISS; }")]
    [InlineData("Run(); int Run() => 1; int Other() => MISS;")]
    [InlineData("var run = () => MISS;")]
    [InlineData("_ = 1;", "static class Work { static readonly Func<int> Run = () => MISS; public static int Go() => Run(); }")]
    [InlineData("Work.Go();", "static class Work { static readonly Dictionary<string, Func<int>> Run = new(); static Work() => Run[\"a\"] = () => MISS; public static int Go() => Other[\"a\"](); static readonly Dictionary<string, Func<int>> Other = new(); }")]
    [InlineData("Work.Value = 1;", "static class Work { public static int Value { get { return MISS; } set { } } }")]
    [InlineData("_ = Work.Value;", "static class Work { public static int Value { get => 1; set { MISS; } } }")]
    [InlineData("_ = new Work() - new Work();", "class Work { public static Work operator +(Work a, Work b) { MISS; return a; } public static Work operator -(Work a, Work b) => b; }")]
    [InlineData("_ = new Work(1);", "class Work { public Work() { MISS; } public Work(int n) { } }")]
    [InlineData("_ = new Work(1);", "class Work { public Work() : this(MISS) { } public Work(int n) { } }")]
    [InlineData("_ = new Work();", "class Base { public Base() { MISS; } public Base(int n) { } } class Work : Base { public Work() : base(1) { } }")]
    // A static initialiser runs once.
    [InlineData("Work.Run();", "static class Work { static readonly int Field = MISS; static Work() { MISS; } public static int Run() => Field; }")]
    // Which of two is meant, nobody can tell.
    [InlineData("IWork work = new Work(); work.Run();", "interface IWork { int Run(); } class Work : IWork { public int Run() => MISS; } class Other : IWork { public int Run() => MISS; }")]
    [InlineData("((Base)new Work()).Run();", "abstract class Base { public abstract int Run(); } class Work : Base { public override int Run() => MISS; } class Other : Base { public override int Run() => MISS; }")]
    [InlineData("((Base)new Work()).Run();", "class Base { public virtual int Run() => MISS; } class Work : Base { public override int Run() => MISS; }")]
    // Once per environment, through a handler's call.
    [InlineData("_ = Work.Held.Value;", "static class Work { public static readonly Lazy<int> Held = new(() => MISS); }")]
    [InlineData("Work.Go();", "static class Work { static int? _held; public static int Go() => _held ??= MISS; }")]
    [InlineData("Work.Go();", "static class Work { static bool _done; public static void Go() { if (_done) return; MISS; _done = true; } }")]
    [InlineData("Work.Go();", "static class Work { static bool _done; public static void Go() { if (!_done) Load(); _done = true; } static void Load() { MISS; } }")]
    // Reflection is not followed.
    [InlineData("typeof(Work).GetMethod(\"Run\")!.Invoke(null, null);", "static class Work { public static int Run() => MISS; }")]
    [InlineData("Activator.CreateInstance(typeof(Work));", "class Work { public Work() { MISS; } }")]
    // Nor what no name stands for: conversions, disposal, enumeration, text.
    [InlineData("int n = new Work();", "class Work { public static implicit operator int(Work work) => MISS; }")]
    [InlineData("using var work = new Work();", "class Work : IDisposable { public void Dispose() { MISS; } }")]
    [InlineData("_ = $\"{new Work()}\";", "class Work { public override string ToString() => $\"{MISS}\"; }")]
    public Task This_does_not(string body, string elsewhere = "") => Verify<PathProbe>.Allows(
        In(body.Replace("MISS", Miss, StringComparison.Ordinal), elsewhere.Replace("MISS", Miss, StringComparison.Ordinal)));

    [Fact]
    public Task A_handler_of_a_base_class_reaches_the_override() => Verify<PathProbe>.Reports(Subject.Of(
        "public class Orders : Base { protected override int Step(string input) => [|Here.Now()|]; }").And("""
        public abstract class Base
        {
            public async Task Handle(string input, ILambdaContext context) { await Task.Yield(); Step(input); }
            protected abstract int Step(string input);
        }
        """).And(Probed.Declaration).HandledBy("Orders::Handle"));

    [Fact]
    public Task A_service_of_the_container_is_reached_through_its_interface() => Verify<PathProbe>.Reports(Subject.Of("""
        public class Orders(IRepository repository) { [Amazon.Lambda.Annotations.LambdaFunction] public int Handle(string input) => repository.Get(input); }
        """).And("public interface IRepository { int Get(string id); }").And("public class Repository : IRepository { public int Get(string id) => [|Here.Now()|]; }").And(Probed.Declaration));

    [Fact]
    public Task The_object_of_a_function_is_made_by_Lambda_whoever_makes_another_one_for_a_trial() => Verify<PathProbe>.Allows(Subject.Of($$"""
        public class Orders { public Orders() { {{Miss}}; } public string Handle(string order, ILambdaContext context) => order; }
        public class Trial { public string Handle(string order, ILambdaContext context) => new Orders() + order; }
        """).And(Probed.Declaration, "Here.cs").HandledBy("Orders::Handle"));

    [Fact]
    public Task So_is_its_base_and_not_what_it_only_declares() => Verify<PathProbe>.Reports(Subject.Of($$"""
        public class Clock(int start) { public int Start => start; }
        public class Orders() : Clock({{Miss}})
        {
            public string Handle(string order, ILambdaContext context) => new Entry().Start + order;
            sealed class Entry() : Clock({{Hit}});
        }
        public class Trial { public string Handle(string order, ILambdaContext context) => new Orders() + order; }
        """).And(Probed.Declaration, "Here.cs").HandledBy("Orders::Handle"));

    [Fact]
    public Task A_controller_is_made_per_request() => Verify<PathProbe>.Reports(Subject.Of("""
        using Microsoft.AspNetCore.Mvc;
        public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { readonly int _once = Here.Now(); }
        public class OrdersController : ControllerBase
        {
            readonly int _field = [|Here.Now()|];
            static readonly int Field = Here.Now();
            public OrdersController() { [|Here.Now()|]; }
            [HttpGet] public int Get() => _field + Field;
        }
        """).And(Probed.Declaration));

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public Task Eight_calls_are_followed(int calls, bool isFollowed)
    {
        var chain = string.Concat(Enumerable.Range(1, calls - 1).Select(n => $"public static int M{n}() => M{n + 1}(); ")) + $"public static int M{calls}() => {(isFollowed ? Hit : Miss)};";
        var subject = In("Chain.M1();", $"static class Chain {{ {chain} }}");
        return isFollowed ? Verify<PathProbe>.Reports(subject) : Verify<PathProbe>.Allows(subject);
    }

    [Fact]
    public Task Those_that_call_each_other_end_nowhere() => Verify<PathProbe>.Allows(
        In("await Task.Yield();", "static class Work { static int A() => B(); static int B() => A() + Here.Now(); }"));

    [Fact]
    public async Task The_way_leads_over_every_call()
    {
        var found = await Verify<PathProbe>.Reports(In("First();\nvoid First() => Work.Second();", "static class Work { public static void Second() => _ = new Third(); } class Third { readonly int _n = [|Here.Now()|]; }"));
        Assert.Equal("reached by Orders.Handle", found[0].GetMessage());
        Assert.Equal(["Handle", "First", "Second", "Third"], found[0].AdditionalLocations.Select(each => each.SourceTree!.GetText().ToString(each.SourceSpan)));
    }

    [Fact]
    public async Task A_finding_is_right_after_an_edit_in_another_file()
    {
        var compiled = In("Work.Run();", "static class Work { public static int Run() => [|Here.Now()|]; }").Compile();
        Assert.Single(await Verify<PathProbe>.Findings(compiled));
        var function = compiled.Compilation.SyntaxTrees.First(tree => tree.FilePath.EndsWith("Function.cs", StringComparison.Ordinal));
        var edited = function.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(function.ToString().Replace("Work.Run();", "", StringComparison.Ordinal)));
        Assert.Empty(await Verify<PathProbe>.Findings(compiled with { Compilation = compiled.Compilation.ReplaceSyntaxTree(function, edited) }));
        Assert.Single(await Verify<PathProbe>.Findings(compiled));
    }
}
