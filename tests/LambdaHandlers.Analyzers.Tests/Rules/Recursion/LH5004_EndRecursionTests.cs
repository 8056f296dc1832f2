using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Recursion;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

public class EndRecursionTests
{
    static Subject Handler(string body, string members = "", string types = "") => Subject.Of($$"""
        using System.Text.Json; using System.Text.Json.Nodes; using System.Xml.Linq;
        public class Orders
        {
            public async Task<object?> Handle(Comment input, ILambdaContext context)
            {
                await Task.Yield();
                {{body}}
            }
            {{members}}
        }
        public class Comment { public string Text { get; set; } = ""; public int Depth { get; set; } public Comment? Parent { get; set; } public List<Comment> Replies { get; set; } = []; }
        {{types}}
        """);

    [Theory]
    [InlineData("return Sum(3);", "static int Sum(int n) => n + [|Sum(n - 1)|];")]
    [InlineData("return IsEven(3);", "static bool IsEven(int n) => IsOdd(n - 1); static bool IsOdd(int n) => [|IsEven(n - 1)|];")]
    [InlineData("return Name;", "static string Name => [|Name|];")]
    [InlineData("return Name;", "static string Name { get { return [|Name|]; } }")]
    [InlineData("Total = 3; return 0;", "int _total; int Total { get => _total; set { _total = value; [|Total|] = value; } }")]
    [InlineData("return new Node();", "class Node { readonly Leaf _leaf = new(); public object Leaf => _leaf; } class Leaf { readonly Node _node = [|new()|]; public object Node => _node; }")]
    [InlineData("return new Money(1) + new Money(2);", "record Money(int Cents) { public static Money operator +(Money one, Money other) => [|other + one|]; }")]
    [InlineData("return await Poll();", "static async Task<int> Poll() { await Task.Delay(5); return await [|Poll()|]; }")]
    [InlineData("return Step(1); int Step(int n) { return [|Step(n + 1)|]; }", "")]
    [InlineData("Func<int, int> step = null!; step = n => [|step(n + 1)|]; return step(1);", "")]
    [InlineData("return Step(1);", "static int Step(int n) { if (n > 3) return [|Step(n - 1)|]; else return Step(n + 1); }")]
    [InlineData("return Step(1);", "static int Step(int n) { try { return [|Step(n - 1)|]; } catch (Exception) { return 0; } }")]
    [InlineData("return Step(1);", "static int Step(int n) { switch (n) { case 0: return [|Step(1)|]; default: return Step(2); } }")]
    [InlineData("await Walk(\"a,b\"); return 0;", "static async Task Walk(string text) { await Task.Yield(); foreach (var part in text.Split(',')) Console.WriteLine(part); await [|Walk(text)|]; }")]
    [InlineData("return Step(1);", "static int Step(int n) { while (n < 9) n++; for (var i = 0; i < n; i++) Console.WriteLine(i); return [|Step(n)|]; }")]
    [InlineData("return ((IThing)new Thing()).Name;", "interface IThing { string Name { get; } } class Thing : IThing { string IThing.Name => [|((IThing)this).Name|]; }")]
    [InlineData("return \"a\".GetHashCode() + new Text().ToString()!.Length;", "class Text { public override string? ToString() => [|this.ToString()|]; }")]
    [InlineData("return this[3];", "int this[int n] => [|this[n - 1]|];")]
    public Task Recursion_without_a_way_out_is_reported(string body, string members) => Verify<EndRecursion>.Reports(Handler(body, members), DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_names_the_whole_loop() => Verify<EndRecursion>.Reports(
        Handler("return First(3);", "static int First(int n) => Second(n); static int Second(int n) => Third(n) + 1; static int Third(int n) => [|First(n)|];"), DiagnosticSeverity.Warning,
        "First has no way out that does not call itself again: First → Second → Third → First; add the case that ends it");

    [Theory]
    [InlineData("return Sum(3);", "static int Sum(int n) => n == 0 ? 0 : n + [|Sum(n)|];")]
    [InlineData("return Sum(input.Text);", "static int Sum(string text) { if (string.IsNullOrEmpty(text)) return 0; return text[0] + [|Sum(text)|]; }")]
    [InlineData("return IsEven(3);", "static bool IsEven(int n) => n == 0 || IsOdd(n); static bool IsOdd(int n) => n != 0 && [|IsEven(n)|];")]
    [InlineData("return await Fetch(\"x\", 0);", """
        static async Task<int> Fetch(string url, int attempt)
        {
            try { using var http = new HttpClient(); return (await http.GetStringAsync(url)).Length; }
            catch (HttpRequestException) when (attempt < 3) { return await [|Fetch(url, attempt)|]; }
        }
        """)]
    [InlineData("return await Fetch(\"x\");", """
        const int Most = 3;
        async Task<int> Fetch(string url, int attempt = 0)
        {
            if (attempt >= Most) throw new InvalidOperationException();
            try { using var http = new HttpClient(); return (await http.GetStringAsync(url)).Length; }
            catch (HttpRequestException) { return await [|Fetch(url)|]; }
        }
        """)]
    public Task Recursion_that_makes_no_progress_is_reported(string body, string members) => Verify<EndRecursion>.Reports(Handler(body, members), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { await Task.Delay(1000); return await [|Fetch(url)|]; }")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (Exception e) { LambdaLogger.Log(LogLevel.Warning, e, \"again\"); return await [|Fetch(url)|]; }")]
    [InlineData("var answer = await Http.GetAsync(url); if (answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests) return await [|Fetch(url)|]; return await answer.Content.ReadAsStringAsync();")]
    [InlineData("var state = await Http.GetStringAsync(url); if (state != \"done\") { await Task.Delay(TimeSpan.FromSeconds(1)); return await [|Fetch(url)|]; } return state;")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { LambdaLogger.Log(LogLevel.Warning, \"again\"); } await Task.Delay(1000); return await [|Fetch(url)|];")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (TaskCanceledException) { return await [|Fetch(url)|]; }")]
    public Task Trying_the_same_again_without_counting_is_reported(string body) => Verify<EndRecursion>.Reports(
        Handler("return await Fetch(input.Text);", $"static readonly HttpClient Http = new(); static async Task<string> Fetch(string url) {{ {body} }}"), DiagnosticSeverity.Warning,
        "Fetch tries the same again until it works, however long that takes: Fetch → Fetch; count the attempts, and give up after some");

    [Theory]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { await Renew(); return await Fetch(url, token); }")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) when (_left > 0) { return await Fetch(url, token); }")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { _left--; return await Fetch(url, token); }")]
    [InlineData("try { return await Http.GetStringAsync(url, token); } catch (HttpRequestException) { return await Fetch(url, token); }")]
    [InlineData("if (DateTime.UtcNow.Hour > 3) return url; try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { return await Fetch(url, token); }")]
    [InlineData("var more = await Http.GetStringAsync(url); if (more.Contains('x')) return await Fetch(url, token); return more;")]
    [InlineData("var next = await ReadNext(); if (next is not null) { await Task.Delay(5); return await Fetch(url, token); } return url; Task<string?> ReadNext() => Task.FromResult<string?>(null);")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (HttpRequestException) { return await Fetch(url + \"/\", token); }")]
    [InlineData("try { return await Http.GetStringAsync(url); } catch (Amazon.DynamoDBv2.Model.ConditionalCheckFailedException) { return await Fetch(url, token); }")]
    [InlineData("var code = Guid.NewGuid().ToString(); try { return await Http.GetStringAsync(code); } catch (HttpRequestException) { return await Fetch(url, token); }")]
    public Task Trying_again_with_something_new_or_with_a_limit_is_fine(string body) => Verify<EndRecursion>.Allows(
        Handler("return await Fetch(input.Text, default);", $"readonly HttpClient Http = new(); int _left = 3; Task Renew() {{ Http.DefaultRequestHeaders.Clear(); return Task.CompletedTask; }} async Task<string> Fetch(string url, CancellationToken token) {{ {body} }}"));

    [Fact]
    public Task Two_ways_round_through_one_method_are_one_defect() => Verify<EndRecursion>.Reports(
        Handler("return Step(input.Text);", "static string Step(string s) => s.Length > 3 ? Long(s) : Short(s); static string Long(string s) => [|Step(s)|]; static string Short(string s) => Step(s);"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("return Count(input);", "static int Count(Comment comment) => 1 + comment.Replies.Sum(reply => [|Count(reply)|]);")]
    [InlineData("return Count(input);", "static int Count(Comment comment) => 1 + comment.Replies.Sum([|Count|]);")]
    [InlineData("return Count(input);", "static int Count(Comment comment) => comment.Parent is { } parent ? 1 + [|Count(parent)|] : comment.Depth > 1 ? 1 : Count(comment.Replies[0]);")]
    [InlineData("return Count(input);", "static int Count(Comment comment) { var n = 1; foreach (var reply in comment.Replies) n += [|Count(reply)|]; return n; }")]
    [InlineData("return Count(input);", "static int Count(Comment comment) => comment.Parent is { } parent ? 1 + [|Count(parent)|] : 1;")]
    [InlineData("Walk(JsonDocument.Parse(input.Text).RootElement); return 0;", "static void Walk(JsonElement element) { foreach (var each in element.EnumerateArray()) [|Walk(each)|]; }")]
    [InlineData("Walk(JsonNode.Parse(input.Text)!); return 0;", "static void Walk(JsonNode node) { if (node is JsonArray array) foreach (var each in array) if (each is not null) [|Walk(each)|]; }")]
    [InlineData("Walk(XElement.Parse(input.Text)); return 0;", "static void Walk(XElement element) { foreach (var each in element.Elements()) [|Walk(each)|]; }")]
    public Task Recursion_as_deep_as_the_event_is_nested_is_advice(string body, string members) => Verify<EndRecursion>.Reports(Handler(body, members), DiagnosticSeverity.Info);

    [Theory]
    [InlineData("return Sum(3);", "static int Sum(int n) => n == 0 ? 0 : n + Sum(n - 1);")]
    [InlineData("return IsEven(3);", "static bool IsEven(int n) => n == 0 || IsOdd(n - 1); static bool IsOdd(int n) => n != 0 && IsEven(n - 1);")]
    [InlineData("return IsEven(3);", "static bool IsEven(int n) => IsOdd(n - 1); static bool IsOdd(int n) => n > 0 && IsEven(n - 1);")]
    [InlineData("return Sum(input.Text);", "static int Sum(string text) => text.Length == 0 ? 0 : text[0] + Sum(text[1..]);")]
    [InlineData("return Sum(input.Text.Split(','), 0);", "static int Sum(string[] parts, int at) => at == parts.Length ? 0 : parts[at].Length + Sum(parts, at + 1);")]
    [InlineData("return Depth(new DirectoryInfo(\"/tmp\"));", "static int Depth(DirectoryInfo folder) => 1 + folder.GetDirectories().Select(Depth).DefaultIfEmpty().Max();")]
    [InlineData("return Tree.Build(4).Count();", "class Tree { public Tree? Left, Right; public int Count() => 1 + (Left?.Count() ?? 0) + (Right?.Count() ?? 0); public static Tree? Build(int depth) => depth == 0 ? null : new Tree { Left = Build(depth - 1), Right = Build(depth - 1) }; }")]
    [InlineData("return Gcd(12, 8);", "static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);")]
    [InlineData("return Count(input, 0);", "static int Count(Comment comment, int depth) => depth > 20 ? throw new InvalidOperationException() : 1 + comment.Replies.Sum(reply => Count(reply, depth + 1));")]
    [InlineData("return await Fetch(\"x\", 0);", "static async Task<int> Fetch(string url, int attempt) { try { return await Task.FromResult(url.Length); } catch (HttpRequestException) when (attempt < 3) { return await Fetch(url, attempt + 1); } }")]
    [InlineData("return string.Join(',', Walk(input));", "static IEnumerable<string> Walk(Comment comment) { yield return comment.Text; foreach (var reply in comment.Replies) foreach (var each in Walk(reply)) yield return each; }")]
    [InlineData("return Read(new StringReader(input.Text));", "static int Read(TextReader reader) => reader.Read() < 0 ? 0 : 1 + Read(reader);")]
    [InlineData("return Drain();", "readonly Queue<int> _queue = new(); int Drain() { if (_queue.Count == 0) return 0; _queue.Dequeue(); return 1 + Drain(); }")]
    [InlineData("return Next();", "int _left = 3; int Next() { if (_left == 0) return 0; _left--; return Next(); }")]
    [InlineData("return Again(true);", "static int Again(bool retry) => retry ? Again(false) : 0;")]
    [InlineData("await Poll(default); return 0;", "static async Task Poll(CancellationToken token) { token.ThrowIfCancellationRequested(); await Task.Delay(5, token); await Poll(token); }")]
    [InlineData("_timer = new Timer(_ => Tick()); return 0;", "Timer? _timer; void Tick() => _timer = new Timer(_ => Tick());")]
    [InlineData("return new Sum(new One()).Accept(new Printer());", "interface IVisitor { int Visit(Sum sum); int Visit(One one); } class Printer : IVisitor { public int Visit(Sum sum) => sum.Inner.Accept(this); public int Visit(One one) => 1; } abstract class Node { public abstract int Accept(IVisitor visitor); } class Sum(Node inner) : Node { public Node Inner => inner; public override int Accept(IVisitor visitor) => visitor.Visit(this); } class One : Node { public override int Accept(IVisitor visitor) => visitor.Visit(this); }")]
    [InlineData("return Fib(7);", "static readonly Dictionary<int, int> Known = new(); static int Fib(int n) { if (n < 2) return n; if (!Known.TryGetValue(n, out var known)) Known[n] = known = Fib(n - 1) + Fib(n - 2); return known; }")]
    [InlineData("return Parse(new Reader(), 0);", "class Reader { public int Next() => -1; } static int Parse(Reader reader, int depth) { if (depth > 64) throw new InvalidOperationException(); if (reader.Next() < 0) return 0; return 1 + Parse(reader, depth); }")]
    [InlineData("return Read(input.Text);", "static int Read(string text) { while (true) { if (text.Length > 3) return 1; text += Read(text + \"x\"); } }")]
    [InlineData("return Get(1);", "int Get(int n) => n > 0 ? Get((object)n) : 0; int Get(object n) => (int)n;")]
    public Task Recursion_that_comes_to_its_end_is_fine(string body, string members) => Verify<EndRecursion>.Allows(Handler(body, members));

    [Theory]
    [InlineData("class Buffered(Stream inner) : MemoryStream { Stream Inner => inner; public override void Flush() => Inner.Flush(); }")]
    [InlineData("abstract class Sink { public abstract void Flush(); } class Buffered(Stream inner) : Sink { Sink? Inner { get; set; } public override void Flush() { inner.Flush(); Inner!.Flush(); } }")]
    [InlineData("class Buffered(Stream inner) : IDisposable { IDisposable Inner => inner; public void Flush() => Dispose(); public void Dispose() => Inner.Dispose(); }")]
    public Task A_decorator_passes_the_call_on(string decorator) => Verify<EndRecursion>.Allows(
        Handler("new Buffered(new MemoryStream()).Flush(); return 0;", decorator));

    [Fact]
    public Task Recursion_through_the_handler_is_left_to_LH5003() => Verify<EndRecursion>.Allows("""
        public class Orders { public Task<int> Handle(string input, ILambdaContext context) => Next(input); Task<int> Next(string input) => Handle(input, null!); }
        """);

    [Fact]
    public Task Recursion_that_no_handler_reaches_is_fine() => Verify<EndRecursion>.Allows(
        Handler("return 0;", "public static int Sum(int n) => n + Sum(n - 1);"));

    [Fact]
    public Task A_tree_that_the_function_made_itself_is_fine() => Verify<EndRecursion>.Allows(
        Handler("return Walk(JsonDocument.Parse(File.ReadAllText(\"settings.json\")).RootElement);", "static int Walk(JsonElement element) => 1 + element.EnumerateArray().Sum(each => Walk(each));"));

    [Fact]
    public Task A_loop_through_other_files_is_reported_where_it_closes() => Verify<EndRecursion>.Reports(
        Handler("return One.Start(3);").And("public static class One { public static int Start(int n) => Two.Next(n); }").And("public static class Two { public static int Next(int n) => [|One.Start(n)|]; }"));

    [Fact]
    public Task The_default_implementation_of_an_interface_is_followed() => Verify<EndRecursion>.Reports(
        Handler("IStep step = new Step(); return step.Run(3);", "", "public interface IStep { int Run(int n); } public class Step : IStep { readonly IOther _other = new Other(); public int Run(int n) => _other.Run(n); } public interface IOther { int Run(int n); } public class Other : IOther { readonly IStep _step = null!; public int Run(int n) => [|_step.Run(n)|]; }"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<EndRecursion>.Allows(
        Subject.Of("public class F { public int Handle(string s, ILambdaContext c) => Sum(; int Sum(int n) { return n ? : Sum( } int P => P2 }").Broken());

    [Fact]
    public async Task Five_thousand_methods_that_call_one_another_are_no_trouble()
    {
        var methods = string.Concat(Enumerable.Range(0, 5_000).Select(n => $"static int M{n}(int n) => M{(n + 1) % 5_000}(n) + M{n * 7 % 5_000}(n);\n"));
        var compiled = Handler("return M0(3);", methods).Compile();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var found = await Verify<EndRecursion>.Findings(compiled);
        TestContext.Current.TestOutputHelper!.WriteLine($"{found.Length} findings in {watch.ElapsedMilliseconds} ms");
        Assert.InRange(found.Length, 1, 20);
        Assert.All(found, each => Assert.InRange(each.GetMessage().Length, 1, 400));
        Assert.True(watch.Elapsed < Patience.Limit, $"{watch.Elapsed}");
    }

    [Fact]
    public Task The_fix_counts_the_depth() => Verify<EndRecursion>.Fixes<EndRecursionFix>("""
        public class Comment { public List<Comment> Replies { get; set; } = []; }

        public class Orders
        {
            public int Handle(Comment input, ILambdaContext context) => Count(input) + Sum(3);

            // How many there are.
            private static int Count(Comment comment)
            {
                var count = 1;
                foreach (var reply in comment.Replies) count += [|Count(reply)|]; // and theirs
                return count;
            }

            internal static int Sum(int n) => n + [|Sum(n - 1)|];
        }
        """, """
        public class Comment { public List<Comment> Replies { get; set; } = []; }

        public class Orders
        {
            public int Handle(Comment input, ILambdaContext context) => Count(input) + Sum(3);

            // How many there are.
            private static int Count(Comment comment, int depth = 0)
            {
                if (depth > 64) throw new InvalidOperationException("Count calls itself more than 64 times.");
                var count = 1;
                foreach (var reply in comment.Replies) count += Count(reply, depth: depth + 1); // and theirs
                return count;
            }

            internal static int Sum(int n, int depth = 0) => depth > 64 ? throw new InvalidOperationException("Sum calls itself more than 64 times.") : n + Sum(n - 1, depth: depth + 1);
        }
        """, plan: "Depth");

    [Fact]
    public Task The_first_fix_makes_a_loop_of_a_last_call() => Verify<EndRecursion>.Fixes<EndRecursionFix>("""
        using System.Text.Json;

        public class Orders
        {
            public string Handle(JsonElement input, ILambdaContext context) => Last(input);

            static string Last(JsonElement element)
            {
                // The innermost one.
                if (!element.TryGetProperty("next", out var next)) return element.ToString();
                return [|Last(next)|];
            }
        }
        """, """
        using System.Text.Json;

        public class Orders
        {
            public string Handle(JsonElement input, ILambdaContext context) => Last(input);

            static string Last(JsonElement element)
            {
                while (true)
                {
                    // The innermost one.
                    if (!element.TryGetProperty("next", out var next)) return element.ToString();
                    element = next;
                }
            }
        }
        """);

    [Fact]
    public Task No_loop_is_offered_that_would_have_no_end() => Verify<EndRecursion>.OffersNothing<EndRecursionFix>(
        Handler("return Rest(3);", "static int Rest(int n) { return [|Rest(n - 1)|]; }"), plan: "Loop");

    [Theory]
    [InlineData("return Sum(3);", "public static int Sum(int n) { return n + [|Sum(n - 1)|]; }")]
    [InlineData("return Sum(3);", "public static readonly Func<int, int> Known = Sum; static int Sum(int n) { return n + [|Sum(n - 1)|]; }")]
    [InlineData("return IsEven(3);", "static bool IsEven(int n) { return IsOdd(n - 1); } static bool IsOdd(int n) { return [|IsEven(n - 1)|]; }")]
    [InlineData("return Sum(3);", "static int Sum(int n) { var depth = n; return depth + [|Sum(n - 1)|]; }")]
    public Task No_fix_is_offered_where_others_know_the_method_or_several_take_turns(string body, string members) => Verify<EndRecursion>.OffersNothing<EndRecursionFix>(Handler(body, members));
}
