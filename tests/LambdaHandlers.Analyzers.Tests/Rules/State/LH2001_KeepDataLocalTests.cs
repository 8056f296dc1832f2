using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class KeepDataLocalTests
{
    /// <summary>A class-library handler <c>string Handle(Order order, ILambdaContext context)</c>.</summary>
    static Subject Handler(string body, string members = "", string others = "") => Subject.Of($$"""
        public class Order { public string Id { get; set; } = ""; public string? Customer { get; set; } public string Stage { get; set; } = ""; public int Amount { get; set; } public List<string> Lines { get; set; } = []; }
        public class Orders
        {
            {{members}}
            public async Task<string> Handle(Order order, ILambdaContext context)
            {
                {{body}}
            }
            static Task<string> Load(string key) => Task.FromResult(key);
            static Task<string> Config() => Task.FromResult("");
            static void Use(object? value) { }
        }
        {{others}}
        """).HandledBy("Orders::Handle");

    [Theory, ClassData(typeof(EveryShape))]
    public Task Data_left_in_a_static_is_reported(Shape shape) => Verify<KeepDataLocal>.Reports(
        shape.With("if (context.RemainingTime > TimeSpan.Zero) [|_last|] = $\"{input}\"; await Console.Out.WriteAsync(_last);", "static string? _last;"), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task Data_that_every_invocation_writes_before_it_reads_is_fine(Shape shape) => Verify<KeepDataLocal>.Allows(
        shape.With("_last = $\"{input}\"; await Console.Out.WriteAsync(_last);", "static string? _last;"));

    [Fact]
    public Task An_instance_field_lives_as_long_as_a_static_one() => Verify<KeepDataLocal>.Reports(Handler(
        "if (order.Customer != null) [|_customer|] = order.Customer; return await Load(Render());",
        "string? _customer; string Render() => \"for \" + _customer;"), DiagnosticSeverity.Warning,
        "'_customer' outlives this invocation of Orders.Handle, and the next one can read what this one has put there; keep it in a local and pass it on");

    [Theory]
    [InlineData("for (var n = 0; n < order.Lines.Count; n++) [|_x|] = order.Lines[n]; return await Load(_x);")]
    [InlineData("var n = 0; while (n < order.Lines.Count) [|_x|] = order.Lines[n++]; return await Load(_x);")]
    [InlineData("do { if (order.Amount > 3) { [|_x|] = order.Id; break; } } while (order.Amount > 2); return await Load(_x);")]
    public Task A_loop_that_may_not_write_leaves_what_was_there(string body) => Verify<KeepDataLocal>.Reports(Handler(body, "string _x = \"\";"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("for (_x = order.Id; _x.Length < 3; _x += \"0\") { } return await Load(_x);")]
    [InlineData("do { _x = order.Id; } while (_x.Length > 100); return await Load(_x);")]
    [InlineData("while (true) { _x = order.Id; if (_x.Length > 0) break; } return await Load(_x);")]
    [InlineData("for (; ; ) { _x = order.Id; if (_x.Length > 0) break; } return await Load(_x);")]
    [InlineData("_x = order.Id; while (_x.Length < 5) _x += \"0\"; return await Load(_x);")]
    public Task A_loop_that_always_writes_first_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, "string _x = \"\";"));

    [Theory]
    [InlineData("[|_x|] ??= order.Id; return await Load(_x);")]
    [InlineData("if (_x is null) [|_x|] = order.Id; return await Load(_x);")]
    [InlineData("_x = _x ?? order.Id; return await Load(_x);", "_x", 0)]
    [InlineData("if (order.Lines.Count > 0) { var first = order.Lines[0]; [|_x|] = first.Trim(); } return await Load(_x!);")]
    [InlineData("foreach (var line in order.Lines) [|_x|] = line; return await Load(_x!);")]
    [InlineData("var before = _x; [|_x|] = order.Id; return await Load(before!);")]
    [InlineData("try { [|_x|] = order.Lines.Single(); } catch (InvalidOperationException) { } return await Load(_x!);")]
    [InlineData("switch (order.Stage) { case \"a\": [|_x|] = order.Id; break; } return await Load(_x!);")]
    [InlineData("if (order.Amount > 3) ([|_x|], _) = (order.Id, 1); return await Load(_x!);")]
    [InlineData("if (order.Amount > 3) ([|_x|], [|_y|]) = Split(order.Id); return await Load(_x! + _y);")]
    [InlineData("if (order.Amount > 3) Fill(order.Id, out [|_x|]); return await Load(_x!);")]
    [InlineData("if (order.Amount > 3) Interlocked.Exchange(ref [|_x|], order.Id); return await Load(_x!);")]
    [InlineData("order.Lines.ForEach(line => [|_x|] = line); return await Load(_x!);")]
    [InlineData("if (order.Amount > 3) [|X|] = order.Id; return await Load(X!);")]
    [InlineData("if (order.Amount > 3) Full = order.Id; return await Load(Full!);")]
    [InlineData("if (order.Amount > 3) Keep(order.Id); return await Load(_z!);")]
    [InlineData("if (order.Amount > 3) [|Other.Current|] = order; return await Load(Other.Current!.Id);")]
    [InlineData("if (order.Amount > 3) [|_slots[0]|] = order.Id; return await Load(_slots[0]);")]
    [InlineData("if (order.Amount > 3) [|_named[\"last\"]|] = order.Id; return await Load(_named[\"last\"]);")]
    [InlineData("if (order.Amount > 3) [|_reply.Body|] = order.Id; return await Load(_reply.Body);")]
    [InlineData("[|_context|] ??= context; return await Load(_context.AwsRequestId);")]
    [InlineData("[|_x|] ??= context.AwsRequestId; return await Load(_x);")]
    [InlineData("[|_x|] ??= await Load(order.Id); return _x;")]
    [InlineData("if (order.Amount > 3) [|_x|] = order.Id; var text = Load(_x!); [|_x|] = order.Customer; return await text;")]
    public async Task Each_way_to_leave_data_is_reported(string body, string? only = null, int expected = -1)
    {
        var subject = Handler(body, """
            string? _x; static string? _y; string? _z; ILambdaContext? _context; string? X { get; set; }
            string? _full; string? Full { get => _full; set => [|_full|] = value; }
            void Keep(string z) => [|_z|] = z;
            static (string, string) Split(string id) => (id, id);
            static void Fill(string id, out string x) => x = id;
            readonly string[] _slots = new string[1]; readonly Dictionary<string, string> _named = []; readonly Amazon.Lambda.APIGatewayEvents.APIGatewayProxyResponse _reply = new();
            """, "static class Other { public static Order? Current; }");
        // Only the members that the body uses carry their mark.
        if (!body.Contains("Full")) subject = Marked(subject, "[|_full|] = value", "_full = value");
        if (!body.Contains("Keep(")) subject = Marked(subject, "[|_z|] = z", "_z = z");
        if (expected == 0) subject = Marked(subject, "_x = _x ??", "[|_x|] = _x ??");
        Assert.NotEqual("", only);
        await Verify<KeepDataLocal>.Reports(subject);
    }

    static Subject Marked(Subject subject, string old, string now) =>
        subject with { Sources = [.. subject.Sources.Select(source => (source.Path, source.Text.Replace(old, now, StringComparison.Ordinal)))] };

    [Theory]
    [InlineData("if (_reply is not null) return _reply; [|_reply|] = \"for \" + order.Customer; return _reply;")]
    [InlineData("[|_isLarge|] |= order.Amount > 3; return await Load(_isLarge ? order.Id : \"\");")]
    [InlineData("[|_loading|] ??= Load(order.Id); return await _loading;")]
    [InlineData("[|_lazily|] ??= new Lazy<string>(() => order.Id); return await Load(_lazily.Value);")]
    [InlineData("_seen = _seen with { Last = order.Id }; return await Load(_seen.First);", "_seen = _seen", "[|_seen|] = _seen")]
    [InlineData("_current = order; return await Load(Tenant);", "_tenant ??=", "[|_tenant|] ??=")]
    [InlineData("if (order.Amount > 3) Session.Current.User = order.Customer; return await Load(Session.Current.User!);", "Session.Current.User =", "[|Session.Current.User|] =")]
    [InlineData("Action keep = () => _reply ??= order.Id; keep(); return await Load(_reply!);", "_reply ??=", "[|_reply|] ??=")]
    [InlineData("await Task.WhenAll(order.Lines.Select(async line => { await Task.Yield(); _reply = line; })); return await Load(_reply!);", "_reply = line", "[|_reply|] = line")]
    [InlineData("try { _reply = await Load(order.Id); } catch (IOException) { context.Logger.LogError(\"no\"); } return _reply!;", "_reply = await", "[|_reply|] = await")]
    [InlineData("_reply = await First(order) ?? _reply; return _reply!;", "_reply = await", "[|_reply|] = await")]
    public Task Less_plain_ways_are_reported_too(string body, string old = "", string marked = "")
    {
        const string members = """
            string? _reply; bool _isLarge; static Task<string>? _loading; Lazy<string>? _lazily; Seen _seen = new("a", "b"); Order? _current; string? _tenant;
            record Seen(string First, string Last);
            string Tenant => _tenant ??= _current!.Id;
            static Task<string?> First(Order order) => Task.FromResult(order.Lines.FirstOrDefault());
            """;
        const string others = "public class Session { public static Session Current { get; } = new(); public string? User { get; set; } }";
        return Verify<KeepDataLocal>.Reports(old.Length == 0 ? Handler(body, members, others) : Marked(Handler(body, members, others), old, marked));
    }

    [Theory]
    [InlineData("_watch.Restart(); _start = DateTime.UtcNow; Use(_start); return await Load(order.Id);")]
    [InlineData("await _gate.WaitAsync(); try { _x = order.Id; return await Load(_x); } finally { _gate.Release(); }")]
    [InlineData("_state = new State { Id = order.Id }; _state.Name ??= order.Customer; return await Load(_state.Name + _state.Id);")]
    [InlineData("_request.Key = order.Id; return await Load(_request.Key);")]
    [InlineData("_client ??= new Client(Environment.MachineName); _client.Send(order.Id); return await Load(order.Id);")]
    [InlineData("var state = new State(); Fill(state, order); return await Load(state.Id);")]
    [InlineData("foreach (var line in order.Lines) { _state = new State { Id = line }; Print(); } return await Load(order.Id);")]
    [InlineData("if (order.Amount > 3) order.Customer = null; order.Lines[0] = order.Id; return await Load(order.Id);")]
    [InlineData("_last = DateTime.UtcNow; if (_last > DateTime.MinValue) Use(order.Id); return await Load(order.Id);")]
    [InlineData("if (_until < DateTime.UtcNow) { _token = await Config(); _until = DateTime.UtcNow.AddMinutes(5); } return await Load(_token + order.Id);")]
    public Task More_that_only_looks_like_a_leak_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, """
        readonly System.Diagnostics.Stopwatch _watch = new(); DateTime _start; readonly SemaphoreSlim _gate = new(1); string? _x; State _state = new(); readonly Amazon.S3.Model.GetObjectRequest _request = new();
        Client? _client; DateTime _last; DateTime _until; string? _token;
        class State { public string Id { get; set; } = ""; public string? Name { get; set; } }
        class Client(string name) { int _sent; public void Send(string what) { _sent++; Console.WriteLine($"{name} {_sent}"); } }
        static void Fill(State state, Order order) { if (order.Amount > 3) state.Id = order.Id; }
        void Print() => Use(_state.Id);
        """));

    [Theory]
    [InlineData("_x = order.Id; return await Load(_x);")]
    [InlineData("if (order.Amount > 3) _x = order.Id; else _x = order.Customer; return await Load(_x!);")]
    [InlineData("if (order.Amount > 3) { _x = order.Id; return await Load(_x); } return \"\";")]
    [InlineData("_x = null; if (order.Amount > 3) _x = order.Id; return await Load(_x ?? \"none\");")]
    [InlineData("try { if (order.Amount > 3) _x = order.Id; return await Load(_x!); } finally { _x = null; }")]
    [InlineData("try { if (order.Amount > 3) _x = order.Id; return await Load(_x!); } finally { Reset(); }")]
    [InlineData("Reset(); if (order.Amount > 3) _x = order.Id; return await Load(_x!);")]
    [InlineData("switch (order.Stage) { case \"a\": _x = order.Id; break; default: _x = null; break; } return await Load(_x ?? \"\");")]
    [InlineData("_x = order.Amount switch { > 3 => order.Id, _ => null }; return await Load(_x ?? \"\");")]
    [InlineData("(_x, _y) = (order.Id, order.Customer); return await Load(_x + _y);")]
    [InlineData("Fill(order.Id, out _x); return await Load(_x);")]
    [InlineData("foreach (var line in order.Lines) { _x = line; Use(_x); } return await Load(order.Id);")]
    [InlineData("foreach (var line in order.Lines) { _x = line; UseX(); } return await Load(order.Id);")]
    [InlineData("_x = order.Id; return await Load(Render());")]
    [InlineData("_x = order.Id; Func<string> render = () => _x!; return await Load(render());")]
    [InlineData("Func<string> render = () => _x!; _x = order.Id; return await Load(render());")]
    [InlineData("Keep(order.Id); return await Load(_x!);")]
    [InlineData("_x = order.Id; return await Load(order.Id);")]
    public Task What_every_invocation_writes_first_or_clears_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, """
        string? _x; static string? _y; void Reset() => _x = null; string Render() => _x + _y; void UseX() => Use(_x); void Keep(string x) { _x = x; }
        static void Fill(string id, out string x) => x = id;
        """));

    [Theory]
    [InlineData("_config ??= await Config(); return await Load(_config);")]
    [InlineData("if (_config is null) _config = await Config(); return await Load(_config);")]
    [InlineData("if (_config is null || _until < DateTime.UtcNow) { _config = await Config(); _until = DateTime.UtcNow.AddMinutes(5); } return await Load(_config);")]
    [InlineData("if (order.Amount > 3) _config = await Config(); return await Load(_config!);")]
    [InlineData("_config ??= Environment.GetEnvironmentVariable(\"TABLE\"); return await Load(_config!);")]
    [InlineData("_config ??= context.FunctionName; return await Load(_config);")]
    [InlineData("_log ??= context.Logger; _log.LogInformation(order.Id); return await Load(order.Id);")]
    [InlineData("return await _values.GetOrAdd(order.Id, id => Load(id));")]
    [InlineData("if (!_memory.TryGetValue(order.Id, out var known)) _memory[order.Id] = known = await Load(order.Id); return known;")]
    [InlineData("if (_key != order.Id) { _value = await Load(order.Id); _key = order.Id; } return _value!;")]
    [InlineData("if (!string.Equals(_key, order.Id)) { _value = await Load(order.Id); _key = order.Id; } return _value!;")]
    [InlineData("if (_key == order.Id) return _value!; _key = order.Id; _value = await Load(order.Id); return _value;")]
    [InlineData("if (order.Amount > 3 && !_ensured) { await Config(); _ensured = true; } return await Load(order.Id);")]
    [InlineData("if (order.Amount > 3) { if (!_ensured) { await Config(); _ensured = true; } } return await Load(order.Id);")]
    [InlineData("if (order.Id == \"\") return \"\"; if (!_ensured) { await Config(); _ensured = true; } return await Load(order.Id);")]
    [InlineData("if (order.Id == \"\") return _ensured ? \"x\" : \"\"; _ensured = true; return await Load(order.Id);")]
    [InlineData("if (order.Amount > 3) _config ??= \"large\"; return await Load(_config ?? order.Id);")]
    [InlineData("if (_key == order.Id) return \"\"; _key = order.Id; return await Load(order.Id);")]
    [InlineData("if (_cold) { context.Logger.LogInformation(\"cold\"); _cold = false; } return await Load(order.Id);")]
    [InlineData("if (order.Stage == \"warmup\") { _warmed = true; return \"\"; } return await Load(_warmed ? order.Id : \"cold\");")]
    [InlineData("_ambient.Value = order.Customer; return await Load(_ambient.Value!);")]
    [InlineData("var made = new Work { Id = order.Id }; made.Name = order.Customer; made.Run(order.Id); return await Load(made.Id);")]
    [InlineData("_count++; context.Logger.LogInformation($\"number {_count}\"); return await Load(order.Id);")]
    [InlineData("context.Logger.LogInformation($\"number {++_count}\"); return await Load(order.Id);")]
    [InlineData("_count++; return await Load(order.Id);")]
    [InlineData("if (_count++ == 0) context.Logger.LogInformation(\"cold\"); return await Load(order.Id);")]
    [InlineData("if (++_count % 100 == 0) GC.Collect(); return await Load(order.Id);")]
    [InlineData("if (++_count > 100) { _count = 0; _config = await Config(); } return await Load(order.Id);")]
    [InlineData("context.Logger.LogInformation($\"number {Next()}\"); return await Load(order.Id); int Next() => ++_count;")]
    [InlineData("context.Logger.LogInformation($\"number {await Next()}\"); return await Load(order.Id); async Task<int> Next() { await Task.Yield(); _count++; return _count; }")]
    [InlineData("if (Next() % 100 == 0) GC.Collect(); return await Load(order.Id); int Next() => Interlocked.Increment(ref _count);")]
    [InlineData("Next(); _ = Next(); return await Load(order.Id); int Next() => ++_count;")]
    [InlineData("await Task.Run(() => _count++); return await Load(order.Id);")]
    [InlineData("_count = 0; foreach (var line in order.Lines) _count++; return await Load(_count.ToString());")]
    [InlineData("if (order.Stage == \"\") _config = null; return await Load(_config ?? await Config());")]
    [InlineData("if (order.Amount > 3) _work = new Work(); return await Load(_work?.Id ?? \"\");")]
    [InlineData("var (x, y) = (order.Id, order.Customer); x = y; return await Load(x!);")]
    [InlineData("order.Customer = order.Id; order.Lines[0] = order.Id; return await Load(order.Customer);")]
    public Task What_only_looks_like_a_leak_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, """
        static string? _config; DateTime _until; ILambdaLogger? _log; string? _key; string? _value; static bool _cold = true; static bool _warmed; static bool _ensured; static int _count; Work? _work;
        readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> _values = new(); readonly Dictionary<string, string> _memory = [];
        static readonly AsyncLocal<string?> _ambient = new();
        class Work { public string Id = ""; public string? Name { get; set; } string? _note; public void Run(string id) { if (id.Length > 3) _note = id; Use(_note); } }
        """));

    [Theory]
    [InlineData("_count++; return await Load($\"you are number {_count}\");", "_count++", "[|_count|]++")]
    [InlineData("return await Load($\"you are number {++_count}\");", "++_count", "++[|_count|]")]
    [InlineData("_total += order.Amount; return await Load(_total.ToString());", "_total +=", "[|_total|] +=")]
    [InlineData("_total = _total + order.Amount; return await Load(_total.ToString());", "_total = _total", "[|_total|] = _total")]
    [InlineData("foreach (var line in order.Lines) _text += line; return await Load(_text);", "_text +=", "[|_text|] +=")]
    [InlineData("return await Load($\"you are number {Next()}\"); int Next() => ++_count;", "++_count", "++[|_count|]")]
    [InlineData("return await Load($\"you are number {Next()}\"); int Next() { _count++; return _count; }", "_count++", "[|_count|]++")]
    [InlineData("return await Load($\"you are number {await Next()}\"); async Task<int> Next() { await Task.Yield(); return ++_count; }", "++_count", "++[|_count|]")]
    [InlineData("return await Load($\"you are number {Next()}\"); int Next() => Interlocked.Increment(ref _count);", "_count", "[|_count|]")]
    [InlineData("if (_attempts++ > 3) throw new InvalidOperationException(); return await Load(order.Id);", "_attempts++", "[|_attempts|]++")]
    public Task A_sum_that_counts_on_is_reported(string body, string old, string marked) => Verify<KeepDataLocal>.Reports(Handler(
        body.Replace(old, marked, StringComparison.Ordinal), "static int _count; int _total; string _text = \"\"; int _attempts;"));

    [Fact]
    public Task A_number_that_the_handler_answers_with_counts_on() =>
        Verify<KeepDataLocal>.Reports(Subject.Of("public class Orders { int _count; public int Handle(string order) => ++[|_count|]; }").HandledBy("Orders::Handle"));

    [Theory]
    [InlineData("if (order.Stage == \"prod\") [|_table|] = \"live\"; return await Load(_table);")]
    [InlineData("if (order.Stage == \"prod\") [|_table|] = Live; return await Load(_table);")]
    [InlineData("switch (order.Stage) { case \"prod\": [|_table|] = Live; break; } return await Load(_table);")]
    [InlineData("if (order.Stage == \"prod\") [|_table|] = Environment.GetEnvironmentVariable(\"LIVE\")!; return await Load(_table);")]
    [InlineData("if (order.Stage == \"prod\") Switch(); return await Load(_other);")]
    [InlineData("Select(order.Stage); return await Load(_table);")]
    [InlineData("var live = order.Stage == \"prod\"; if (live) [|_verbose|] = true; return await Load(_verbose ? order.Id : \"\");")]
    [InlineData("if (order.Stage == \"prod\") { [|_verbose|] = true; } if (_verbose) Use(order.Id); return await Load(_table);")]
    public Task A_switch_that_stays_is_reported(string body)
    {
        var subject = Handler(body, "static string _table = \"test\"; static readonly string Live = \"live\"; static string _other = \"test\"; static bool _verbose; static void Select(string stage) { if (stage != \"prod\") return; [|_table|] = Live; } static void Switch() => [|_other|] = Live;");
        if (!body.Contains("Select(")) subject = Marked(subject, "return; [|_table|]", "return; _table");
        return Verify<KeepDataLocal>.Reports(body.Contains("Switch()") ? subject : Marked(subject, "[|_other|] = Live", "_other = Live"));
    }

    [Fact]
    public Task The_message_of_a_switch_says_that_it_stays() => Verify<KeepDataLocal>.Reports(Handler(
        "if (order.Stage == \"prod\") [|_table|] = \"live\"; return await Load(_table);", "static string _table = \"test\";"), DiagnosticSeverity.Warning,
        "'_table' outlives this invocation of Orders.Handle, and stays switched for the next one; keep it in a local and pass it on");

    [Theory]
    [InlineData("if (order.Stage == \"prod\") _table = \"live\"; else _table = \"test\"; return await Load(_table);")]
    [InlineData("_table = order.Stage == \"prod\" ? \"live\" : \"test\"; return await Load(_table);")]
    [InlineData("if (order.Stage == \"prod\") _table = \"test\"; return await Load(_table);")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"STAGE\") == \"prod\") _table = \"live\"; return await Load(_table);")]
    [InlineData("if (context.FunctionName == \"prod\") _table = \"live\"; return await Load(_table);")]
    [InlineData("try { return await Load(_table); } catch (Exception) { _broken = true; } return _broken ? \"\" : \"x\";")]
    public Task A_choice_that_does_not_stay_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, "static string _table = \"test\"; bool _broken;"));

    [Fact]
    public Task A_service_held_in_a_field_is_shared() => Verify<KeepDataLocal>.Reports(Handler(
        "_session.Enter(order.Customer); [|_tenant.Name|] ??= order.Id; return await Load(_session.Greeting() + _tenant.Name);",
        "readonly Session _session = new(); readonly ITenant _tenant = new Tenant();", """
        class Session
        {
            string? _user;
            public void Enter(string? user) { if (user is not null) [|_user|] = user; }
            public string Greeting() => "hello " + _user;
        }
        interface ITenant { string? Name { get; set; } }
        class Tenant : ITenant { public string? Name { get; set; } }
        """));

    [Fact]
    public Task A_service_registered_as_a_singleton_is_shared() => Verify<KeepDataLocal>.Reports(Subject.Of("""
        using Amazon.Lambda.Annotations; using Microsoft.Extensions.DependencyInjection;
        [LambdaStartup] public class Startup { public void ConfigureServices(IServiceCollection services) { services.AddSingleton<IBasket, Basket>(); services.AddTransient<Note>(); } }
        public interface IBasket { void Add(string sku); string Show(); }
        public class Basket : IBasket { string? _last; public void Add(string sku) { if (sku.Length > 3) [|_last|] = sku; } public string Show() => _last + ""; }
        public class Note { string? _text; public string Write(string text) { if (text.Length > 3) _text = text; return _text + ""; } }
        public class Functions(IBasket basket)
        {
            [LambdaFunction] public string Add(string sku, [FromServices] Note note) { basket.Add(sku); return basket.Show() + note.Write(sku); }
        }
        """));

    [Fact]
    public Task Each_override_belongs_to_its_own_class() => Verify<KeepDataLocal>.Allows(Subject.Of("""
        public abstract class Entry<T> { public string Handle(T input, ILambdaContext context) { Read(input); return Write(); } protected abstract void Read(T input); protected virtual string Write() => ""; }
        public class Balancer : Entry<string> { string? _headers; protected override void Read(string input) => _headers = input; protected override string Write() => _headers + ""; }
        public class Gateway : Entry<int> { protected override void Read(int input) { } }
        """).HandledBy("Balancer::Handle"));

    [Theory]
    [InlineData("_session = new Session(); _session.Enter(order.Customer); return await Load(_session.Greeting());")]
    [InlineData("var session = new Session(); session.Enter(order.Customer); return await Load(session.Greeting());")]
    [InlineData("return await Load(new Session().Entered(order.Customer).Greeting());")]
    [InlineData("_session = new() { User = order.Customer }; return await Load(_session.Greeting());")]
    public Task An_object_made_in_this_invocation_is_fine(string body) => Verify<KeepDataLocal>.Allows(Handler(body, "Session _session = new();", """
        class Session
        {
            string? _user;
            public string? User { get; set; }
            public void Enter(string? user) { if (user is not null) _user = user; }
            public Session Entered(string? user) { if (user is not null) _user = user; return this; }
            public string Greeting() => "hello " + _user + User;
        }
        """));

    [Fact]
    public Task A_base_class_keeps_it_too() => Verify<KeepDataLocal>.Reports(Subject.Of("""
        public abstract class Step<T>
        {
            protected T? Current { get; set; }
            public async Task<string> Run(T input, ILambdaContext context)
            {
                if (context.RemainingTime > TimeSpan.Zero) [|Current|] = input;
                return await Work();
            }
            protected abstract Task<string> Work();
        }
        public class Ship : Step<string> { protected override Task<string> Work() => Task.FromResult("ship " + Current); }
        """).HandledBy("Ship::Run"));

    [Fact]
    public Task A_variable_that_the_handler_captures_is_shared() => Verify<KeepDataLocal>.Reports(Testing.Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        string? last = null;
        var handler = (string input, ILambdaContext context) =>
        {
            var mine = input;
            if (input.Length > 3) [|last|] = mine;
            mine = last;
            return last;
        };
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task A_primary_constructors_parameter_is_a_field() => Verify<KeepDataLocal>.Reports(
        "public class F(string name) { public F() : this(\"\") { } public string Handle(string input, ILambdaContext context) { if (input.Length > 3) [|name|] = input; return name; } }");

    [Fact]
    public Task What_start_up_code_writes_is_fine() => Verify<KeepDataLocal>.Allows(Handler("return await Load(_table + _region + Kept);", """
        static string _table; readonly string _region; string Kept { get; } static int _made;
        static Orders() => _table = "orders";
        public Orders() { _region = "eu"; Kept = Read("x"); _made++; }
        static string Read(string name) { _table += name; return name + _made; }
        """));

    const string Shared = "_last = order.Id; return await Load(_last);";

    [Fact]
    public Task Several_invocations_at_once_make_it_a_race() => Verify<KeepDataLocal>.Reports(
        Marked(Handler(Shared, "string? _last;"), "_last = order", "[|_last|] = order").Configured("lambda_handlers.multi_concurrency = true"), DiagnosticSeverity.Warning,
        "'_last' outlives this invocation of Orders.Handle, and an invocation beside it reads it too; keep it in a local and pass it on");

    [Fact]
    public Task A_template_says_that_one_environment_serves_several() => Verify<KeepDataLocal>.Reports(
        (Marked(Handler(Shared, "string? _last;"), "_last = order", "[|_last|] = order") with { Files = [] }).File("template.yaml", """
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: .
              Handler: Shop::Orders::Handle
              Runtime: dotnet10
              Environment:
                Variables:
                  AWS_LAMBDA_MAX_CONCURRENCY: 8
        """));

    [Theory]
    [InlineData("_last")]
    [InlineData("Orders._last, Other._last")]
    public Task What_is_meant_to_be_shared_is_fine(string allowed) => Verify<KeepDataLocal>.Allows(
        Handler("_last ??= order.Id; return await Load(_last);", "string? _last;").Configured("lambda_handlers.allowed_shared_fields = " + allowed));

    [Fact]
    public Task Code_that_no_handler_reaches_is_fine() => Verify<KeepDataLocal>.Allows(Handler("return await Load(order.Id);",
        others: "public static class Tool { static string? _last; public static string Run(string input) { _last ??= input; return _last; } }"));

    [Fact]
    public Task A_test_project_is_not_looked_into() => Verify<KeepDataLocal>.Allows(
        Handler("_last ??= order.Id; return await Load(_last);", "string? _last;").Property("IsTestProject", "true"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<KeepDataLocal>.Allows(
        Testing.Subject.Of("public class F { string _x; public string Handle(string s, ILambdaContext c) { _x = ; if (s _nothing = s; (_x, ) = s; return _y; } }").Broken());

    [Fact]
    public Task The_fix_makes_it_a_local_and_hands_it_on() => Verify<KeepDataLocal>.Fixes<KeepDataLocalFix>(
        """
        public class Invoice
        {
            string? _customer;
            static int s_total = 3;

            public string Handle(string input, ILambdaContext context)
            {
                // Who is it?
                if (input.Length > 3) [|_customer|] = input;
                foreach (var line in input.Split(',')) [|s_total|] += line.Length;
                return Render("x") + Render("y") + s_total;
            }

            string Render(string title) => title + Name(); // with the name

            string Name()
            {
                return "for " + this._customer;
            }
        }
        """,
        """
        public class Invoice
        {
            public string Handle(string input, ILambdaContext context)
            {
                int total = 3;
                string? customer = null;
                // Who is it?
                if (input.Length > 3) customer = input;
                foreach (var line in input.Split(',')) total += line.Length;
                return Render("x", customer) + Render("y", customer) + total;
            }

            string Render(string title, string? customer) => title + Name(customer); // with the name

            string Name(string? customer)
            {
                return "for " + customer;
            }
        }
        """);

    [Fact]
    public Task The_local_takes_a_free_name() => Verify<KeepDataLocal>.Fixes<KeepDataLocalFix>(
        "public class F { int _count; public string Handle(string input, ILambdaContext context) { var count = ++[|_count|]; return input + count + _count; } }",
        "public class F { public string Handle(string input, ILambdaContext context) { int count2 = 0; var count = ++count2; return input + count + count2; } }");

    [Theory]
    [InlineData("public class F { string? _x; public string Handle(string input, ILambdaContext context) { [|_x|] ??= input; return _x; } public string? Last() => _x; }")]
    [InlineData("public class F { public string? X; public string Handle(string input, ILambdaContext context) { [|X|] ??= input; return X; } }")]
    [InlineData("public class F { string? _x; public F() { _x = Environment.MachineName; } public string Handle(string input, ILambdaContext context) { if (input.Length > 3) [|_x|] = input; return _x!; } }")]
    [InlineData("public class F { string _x = Environment.MachineName; public string Handle(string input, ILambdaContext context) { if (input.Length > 3) [|_x|] = input; return _x; } }")]
    [InlineData("public class F { string? _x; public string Handle(string input, ILambdaContext context) { Keep(input); return _x + \"\"; } void Keep(string x) { if (x.Length > 3) [|_x|] = x; } }")]
    [InlineData("public class F { string? _x; public string Handle(string input, ILambdaContext context) { [|_x|] ??= input; Func<string> show = Show; return show(); } string Show() => _x!; }")]
    public Task No_fix_where_somebody_else_touches_the_field(string source) => Verify<KeepDataLocal>.OffersNothing<KeepDataLocalFix>(source);

    [Fact]
    public Task The_fix_gives_every_invocation_an_object_of_its_own() => Verify<KeepDataLocal>.Fixes<KeepDataLocalFix>("""
        public class Session { public string? User; }
        public class Login
        {
            readonly Session _session = new();

            public string Handle(string input, ILambdaContext context)
            {
                context.Logger.LogInformation("{Length}", input.Length);
                if (input.Length > 1) [|_session.User|] = input;
                return Greet();
            }

            string Greet() => "hello " + _session.User;
        }
        """, """
        public class Session { public string? User; }
        public class Login
        {
            public string Handle(string input, ILambdaContext context)
            {
                Session session = new();
                context.Logger.LogInformation("{Length}", input.Length);
                if (input.Length > 1) session.User = input;
                return Greet(session);
            }

            string Greet(Session session) => "hello " + session.User;
        }
        """);
}
