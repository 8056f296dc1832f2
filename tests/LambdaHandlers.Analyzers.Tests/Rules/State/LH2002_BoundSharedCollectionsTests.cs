using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class BoundSharedCollectionsTests
{
    static Subject Handler(string body, string members) => Shape.ClassLibrary.With(body, members);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_list_that_grows_is_reported(Shape shape) => Verify<BoundSharedCollections>.Reports(
        shape.With("[|_seen.Add($\"{input}\")|]; await Console.Out.WriteAsync(_seen.Count.ToString());", "static readonly List<string> _seen = new();"), DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_says_what_grows() => Verify<BoundSharedCollections>.Reports(Handler("[|_seen.Add(input)|]; await Task.Yield();", "readonly List<string> _seen = [];"),
        DiagnosticSeverity.Warning, "'_seen' grows with every invocation of Orders.Handle and is never emptied; use a local, or a cache with a limit");

    [Theory]
    [InlineData("[|_list.AddRange(input.Split(','))|]; await Task.Yield();")]
    [InlineData("[|_list.Insert(0, input)|]; await Task.Yield();")]
    [InlineData("[|_queue.Enqueue(input)|]; await Task.Yield();")]
    [InlineData("[|_stack.Push(\"x\")|]; await Task.Yield();")]
    [InlineData("[|_set.Add(input)|]; await Task.Yield();")]
    [InlineData("if (![|_set.Add(input)|]) return; await Task.Yield();")]
    [InlineData("[|_map.TryAdd(input, 1)|]; await Task.Yield();")]
    [InlineData("[|_map.AddOrUpdate(input, 1, (_, n) => n + 1)|]; await Task.Yield();")]
    [InlineData("[|_map[input] = 1|]; await Task.Yield();")]
    [InlineData("[|_text.AppendLine(input)|]; await Task.Yield();")]
    [InlineData("foreach (var x in input.Split(',')) [|_list.Add(x)|]; await Task.Yield();")]
    [InlineData("Keep(input); await Task.Yield();")]
    [InlineData("_notes.Add(input); await Task.Yield();")]
    [InlineData("[|_bus.Sent += OnSent|]; await Task.Yield();")]
    [InlineData("[|AppDomain.CurrentDomain.ProcessExit += OnSent|]; await Task.Yield();")]
    public Task Each_way_to_grow_is_reported(string body)
    {
        var members = """
            static readonly List<string> _list = []; static readonly Queue<string> _queue = []; readonly Stack<string> _stack = []; readonly HashSet<string> _set = [];
            readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _map = new(); readonly System.Text.StringBuilder _text = new(); readonly Notes _notes = new(); readonly Bus _bus = new();
            static readonly List<string> _kept = []; static void Keep(string x) => [|_kept.Add(x)|];
            static void OnSent(object? sender, EventArgs args) { }
            class Notes { readonly List<string> _all = []; public void Add(string x) => [|_all.Add(x)|]; }
            class Bus { public event EventHandler? Sent; public void Raise() => Sent?.Invoke(this, EventArgs.Empty); }
            """;
        if (!body.Contains("Keep(")) members = members.Replace("[|_kept.Add(x)|]", "_kept.Add(x)", StringComparison.Ordinal);
        if (!body.Contains("_notes")) members = members.Replace("[|_all.Add(x)|]", "_all.Add(x)", StringComparison.Ordinal);
        return Verify<BoundSharedCollections>.Reports(Handler(body, members));
    }

    [Fact]
    public Task An_event_of_an_object_that_was_just_put_into_a_field_has_one_subscriber() => Verify<BoundSharedCollections>.Allows(Handler(
        "_line = new Line(); if (input.Length > 0) { _line.Sent += OnSent; _line.Raise(); } await Task.Yield();", """
        Line _line = new();
        static void OnSent(object? sender, EventArgs args) { }
        class Line { public event EventHandler? Sent; public void Raise() => Sent?.Invoke(this, EventArgs.Empty); }
        """));

    [Fact]
    public Task An_object_that_only_some_invocations_renew_gathers_subscribers() => Verify<BoundSharedCollections>.Reports(Handler(
        "if (input.Length > 0) { _line = new Line(); } [|_line.Sent += OnSent|]; _line.Raise(); await Task.Yield();", """
        Line _line = new();
        static void OnSent(object? sender, EventArgs args) { }
        class Line { public event EventHandler? Sent; public void Raise() => Sent?.Invoke(this, EventArgs.Empty); }
        """));

    [Theory]
    [InlineData("var list = new List<string>(); list.Add(input); await Task.Yield();")]
    [InlineData("_list.Clear(); _list.Add(input); await Task.Yield();")]
    [InlineData("_queue.Enqueue(input); while (_queue.TryDequeue(out var x)) Console.Write(x); await Task.Yield();")]
    [InlineData("_renewed = []; _renewed.Add(input); await Task.Yield();")]
    [InlineData("_bounded.Add(input); if (_bounded.Count > 100) Trim(_bounded); await Task.Yield();")]
    [InlineData("_byKind[Kind(input)] = 1; await Task.Yield();")]
    [InlineData("_map[\"last\"] = 1; await Task.Yield();")]
    [InlineData("_map.GetOrAdd(input, x => x.Length); await Task.Yield();")]
    [InlineData("if (!_map.TryGetValue(input, out var n)) _map[input] = n = input.Length; await Task.Delay(n);")]
    [InlineData("_map[Environment.GetEnvironmentVariable(\"STAGE\")!] = 1; await Task.Yield();")]
    [InlineData("_fixed = _fixed.Add(\"x\"); await Task.Yield();")]
    [InlineData("_bus.Sent += OnSent; _bus.Raise(); _bus.Sent -= OnSent; await Task.Yield();")]
    [InlineData("var bus = new Bus(); bus.Sent += (_, _) => Console.Write(input); bus.Raise(); await Task.Yield();")]
    [InlineData("new Notes().Add(input); await Task.Yield();")]
    [InlineData("if (_lazy is null) { _lazy = []; _lazy.Add(input); } await Task.Yield();")]
    public Task What_is_emptied_bounded_or_dies_is_fine(string body) => Verify<BoundSharedCollections>.Allows(Handler(body, """
        static readonly List<string> _list = []; static readonly Queue<string> _queue = []; static List<string> _renewed = []; static readonly List<string> _bounded = []; static List<string>? _lazy;
        readonly Dictionary<DayOfWeek, int> _byKind = []; readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _map = new();
        System.Collections.Immutable.ImmutableList<string> _fixed = []; readonly Bus _bus = new();
        static DayOfWeek Kind(string x) => (DayOfWeek)(x.Length % 7); static void Trim(List<string> all) => all.RemoveAt(0);
        static void OnSent(object? sender, EventArgs args) { }
        class Notes { readonly List<string> _all = []; public void Add(string x) => _all.Add(x); }
        class Bus { public event EventHandler? Sent; public void Raise() => Sent?.Invoke(this, EventArgs.Empty); }
        """));

    [Fact]
    public Task What_initialisation_fills_is_fine() => Verify<BoundSharedCollections>.Allows("""
        public class F
        {
            static readonly List<string> Names = []; readonly Dictionary<string, int> _map = [];
            static F() => Names.Add("a");
            public F() { _map["x"] = 1; Fill("y"); }
            void Fill(string name) => _map.Add(name, 2);
            public int Handle(string input, ILambdaContext context) => Names.Count + _map[input];
        }
        """);

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<BoundSharedCollections>.Allows(
        Subject.Of("public class F { List<string> _x; public void Handle(string s, ILambdaContext c) { _x.Add(; _x[] = ; _nothing += ; } }").Broken());

    [Fact]
    public Task The_fix_makes_it_a_local_that_the_helpers_are_given() => Verify<BoundSharedCollections>.Fixes<BoundSharedCollectionsFix>("""
        public class Audit
        {
            static readonly List<string> Seen = new();
            readonly HashSet<string> _ids = [];

            public int Handle(Amazon.Lambda.SQSEvents.SQSEvent batch, ILambdaContext context)
            {
                context.Logger.LogInformation("{Count}", batch.Records.Count);
                foreach (var message in batch.Records)
                {
                    Keep(message.Body); // the text
                    [|_ids.Add(message.MessageId)|];
                }
                return Seen.Count + _ids.Count;
            }

            static void Keep(string text) => [|Seen.Add(text)|];
        }
        """, """
        public class Audit
        {
            public int Handle(Amazon.Lambda.SQSEvents.SQSEvent batch, ILambdaContext context)
            {
                List<string> seen = new();
                HashSet<string> ids = [];
                context.Logger.LogInformation("{Count}", batch.Records.Count);
                foreach (var message in batch.Records)
                {
                    Keep(message.Body, seen); // the text
                    ids.Add(message.MessageId);
                }
                return seen.Count + ids.Count;
            }

            static void Keep(string text, List<string> seen) => seen.Add(text);
        }
        """);

    [Fact]
    public Task The_fix_makes_memory_a_cache_with_a_limit() => Verify<BoundSharedCollections>.Fixes<BoundSharedCollectionsFix>("""
        using Microsoft.Extensions.Caching.Memory;
        public class Prices
        {
            static readonly Dictionary<string, string> Known = new();

            public string Handle(string sku, ILambdaContext context)
            {
                context.Logger.LogInformation("{Sku}", sku);
                var price = Find(sku) ?? "1";
                [|Known[sku] = price|];
                return price;
            }

            static string? Find(string sku) => Known.TryGetValue(sku, out var price) ? price : null;
        }
        """, """
        using Microsoft.Extensions.Caching.Memory;
        public class Prices
        {
            static readonly IMemoryCache Known = new MemoryCache(new MemoryCacheOptions { SizeLimit = 1000 });

            public string Handle(string sku, ILambdaContext context)
            {
                context.Logger.LogInformation("{Sku}", sku);
                var price = Find(sku) ?? "1";
                Known.Set(sku, price, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
                return price;
            }

            static string? Find(string sku) => Known.TryGetValue(sku, out string? price) ? price : null;
        }
        """, plan: "Cache");

    [Theory]
    [InlineData("static readonly List<string> Seen = new(); public static int Count => Seen.Count;")]
    [InlineData("static readonly List<string> Seen = Load(); static List<string> Load() => [];")]
    [InlineData("static readonly List<string> Seen = new(); // for all of them\n")]
    [InlineData("public static readonly List<string> Seen = new();")]
    [InlineData("static readonly List<string> Seen = new(); public int Other(string input, ILambdaContext context) => Seen.Count;")]
    public Task No_fix_where_somebody_else_has_it(string members) => Verify<BoundSharedCollections>.OffersNothing<BoundSharedCollectionsFix>(
        "public class F { " + members.Replace("\\n", "\n", StringComparison.Ordinal) + " public int Handle(string input, ILambdaContext context) { [|Seen.Add(input)|]; return Seen.Count; } }");
}
