using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>What a statement weighs. The page of LH6001 has the table.</summary>
public class DomainLogicTests
{
    const string Frame = """
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda.APIGatewayEvents;
        using Amazon.Lambda.SQSEvents;
        public record Line(string Sku, decimal Price, int Qty, string Kind, Line? Gift);
        public record Order(string Id, string Type, bool Vip, decimal Total, string Country, DateTime Date, string Note, List<Line> Lines);
        public record Flat { public string? A, B, C, D, E, F; }
        public interface IStore { Task Save(Order order); Task SaveLine(Line line); Task<Order?> Find(string id); bool IsKnown(string id); }
        public class Orders(IStore store, IAmazonDynamoDB table, HttpClient http)
        {
            readonly decimal _rate = 0.1m;
            static decimal Price(Line line) => line.Price * line.Qty * 0.9m;
            public async Task<APIGatewayProxyResponse?> Handle(Order order, SQSEvent events, ILambdaContext context)
            {
                decimal total = 0; var count = 0; var names = new List<string>(); var sums = new Dictionary<string, decimal>(); var text = new StringBuilder();
                BODY
                await Task.CompletedTask;
                return null;
            }
        }
        """;

    static DomainLogic Of(string body)
    {
        var compiled = Subject.Of(Frame.Replace("BODY", body, StringComparison.Ordinal)).Compile();
        var tree = compiled.Compilation.SyntaxTrees[0];
        var handle = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Last();
        return DomainLogic.Of((IMethodSymbol)compiled.Compilation.GetSemanticModel(tree).GetDeclaredSymbol(handle)!, compiled.Project!, TestContext.Current.CancellationToken);
    }

    [Theory]
    // arithmetic and comparisons
    [InlineData(1, "total = order.Total * order.Lines.Count;")]
    [InlineData(2, "total = order.Total * 1.2m;")]
    [InlineData(1, "var due = order.Date + TimeSpan.FromDays(30);")]
    [InlineData(1, "total = Math.Round(order.Total, 2);")]
    [InlineData(2, "total = (order.Total - 5) * count / 3 + order.Lines.Count;")]
    [InlineData(1, "var isLarge = order.Total > 1000;")]
    // decisions
    [InlineData(2, "if (order.Total > 1000) await store.Save(order);")]
    [InlineData(2, "if (order.Total > 1000) return null;")]
    [InlineData(2, "if (order is { Total: > 1000 }) throw new InvalidOperationException();")]
    [InlineData(4, "if (order.Vip) total *= 0.9m;")]
    [InlineData(6, "if (order.Type == \"a\") total = 0.1m; else if (order.Type == \"b\") total = 0.2m;")]
    [InlineData(2, "if (order.Id == order.Note) count = 1; else count = 2;")]
    [InlineData(2, "total = order.Vip ? 0.9m : 1m;")]
    [InlineData(2, "var size = order.Total > 100 ? \"large\" : \"small\";")]
    [InlineData(3, "total = order.Country switch { \"CH\" => 0.081m, \"DE\" => 0.19m, _ => 0.2m };")]
    [InlineData(4, "var grade = order.Total switch { > 90 => \"A\", > 80 => \"B\", > 70 => \"C\", > 60 => \"D\", _ => \"F\" };")]
    [InlineData(6, "switch (order.Type) { case \"a\": total = order.Total * 2; break; case \"b\": total = order.Total / 2; break; case \"c\": total += 3; break; }")]
    // loops
    [InlineData(4, "foreach (var line in order.Lines) total += line.Price;")]
    // A tally is told and decides nothing; what decides is none, nor is what is calculated or is money.
    [InlineData(6, "foreach (var line in order.Lines) count += line.Qty; if (count > 10) await store.Save(order);")]
    [InlineData(4, "foreach (var line in order.Lines) count += line.Qty * 2; context.Logger.LogInformation(\"{Count}\", count);")]
    [InlineData(4, "foreach (var line in order.Lines) total += line.Price; context.Logger.LogInformation(\"{Total}\", total);")]
    [InlineData(7, "foreach (var line in order.Lines) foreach (var letter in line.Sku) total += letter * 2;")]
    [InlineData(6, "for (var i = 0; i < order.Lines.Count; i++) { if (order.Lines[i].Price > total) total = order.Lines[i].Price * 2; sums[\"x\"] = 1; }")]
    [InlineData(4, "foreach (var line in order.Lines) sums[line.Sku] = line.Price * 2;")]
    [InlineData(6, "foreach (var line in order.Lines) sums[line.Sku] = sums.TryGetValue(line.Sku, out var known) ? known + line.Price : line.Price > 5 ? 1 : 2;")]
    [InlineData(4, "var rest = order.Total; while (rest > 10) { rest -= 10; }")]
    // pipelines
    [InlineData(2, "var first = order.Lines.Where(line => line.Kind == \"x\").OrderBy(line => line.Sku).ToList();")]
    [InlineData(2, "var any = order.Lines.Any(line => line.Price > 10);")]
    [InlineData(4, "var best = order.Lines.GroupBy(line => line.Kind).Select(group => new { group.Key, Sum = group.Sum(line => line.Price) }).OrderByDescending(each => each.Sum).Where(each => each.Key != \"\").Distinct().ToList();")]
    // text
    [InlineData(1, "var parts = order.Note.Split(',');")]
    [InlineData(1, "var clean = Regex.Replace(order.Note, \"[a-z]\", \"\");")]
    [InlineData(2, "text.AppendLine(order.Id); text.AppendLine(order.Note); text.AppendLine(order.Country); text.AppendLine(\"bye\");")]
    // objects
    [InlineData(1, "var flat = new Flat { A = order.Id, B = order.Note, C = order.Country, D = order.Type, E = order.Id, F = order.Id };")]
    public void A_domain_statement_weighs(int weight, string body)
    {
        var logic = Of(body);
        Assert.Equal(weight, logic.Weight);
        Assert.NotEmpty(logic.Statements);
    }

    [Theory]
    [InlineData("var (id, kind) = (order.Id, order.Type);")]
    [InlineData("if (order is null || string.IsNullOrEmpty(order.Id)) return new() { StatusCode = 400 };")]
    [InlineData("if (order.Lines.Count == 0) return new() { StatusCode = 400 };")]
    [InlineData("if (order.Lines[0].Qty <= 0) throw new ArgumentException();")]
    [InlineData("if (order.Note.Length > 200) return new() { StatusCode = 400 };")]
    [InlineData("if (order.Id != order.Note) return new() { StatusCode = 400, Body = \"the ids differ\" };")]
    [InlineData("if (order.Type != \"created\") return null;")]
    [InlineData("if (!Guid.TryParse(order.Id, out var id)) return null;")]
    [InlineData("if (!store.IsKnown(order.Id)) return new() { StatusCode = 404 };")]
    [InlineData("var found = await store.Find(order.Id); if (found is null) return new() { StatusCode = 404 }; return new() { StatusCode = 200, Body = JsonSerializer.Serialize(found) };")]
    [InlineData("var copy = JsonSerializer.Deserialize<Order>(JsonSerializer.Serialize(order));")]
    [InlineData("switch (order.Type) { case \"created\": await store.Save(order); break; case \"dropped\": await store.Find(order.Id); break; default: return null; }")]
    [InlineData("await (order.Type switch { \"created\" => store.Save(order), \"dropped\" => store.Find(order.Id), _ => throw new NotSupportedException() });")]
    [InlineData("if (order.Vip) await store.Save(order); else await store.Find(order.Id);")]
    [InlineData("var status = order.Vip ? 200 : 404;")]
    [InlineData("try { await store.Save(order); } catch (TimeoutException) { return new() { StatusCode = 504 }; } catch (Exception e) when (e.Message.Length > 10) { total = e.Message.Length * 2; return new() { StatusCode = 500 }; }")]
    [InlineData("foreach (var record in events.Records) { try { await store.Save(JsonSerializer.Deserialize<Order>(record.Body)!); count++; } catch (Exception e) { context.Logger.LogError(e, \"failed\"); names.Add(record.MessageId); } }")]
    [InlineData("foreach (var line in order.Lines) await store.SaveLine(line);")]
    [InlineData("foreach (var line in order.Lines) { context.Logger.LogInformation($\"{line.Sku}: {line.Price * line.Qty}\"); await store.SaveLine(line); }")]
    [InlineData("var lines = order.Lines.Select(line => new { line.Sku, line.Price }).ToList();")]
    [InlineData("total = order.Lines.Sum(Price);")]
    [InlineData("var limit = int.Parse(Environment.GetEnvironmentVariable(\"LIMIT\") ?? \"10\"); if (limit > 5) await store.Save(order);")]
    [InlineData("var stop = context.RemainingTime - TimeSpan.FromSeconds(1); using var source = new CancellationTokenSource(stop);")]
    [InlineData("var started = DateTime.UtcNow; await store.Save(order); var took = DateTime.UtcNow - started;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); await store.Save(order); if (watch.ElapsedMilliseconds > 1000) context.Logger.LogWarning(\"slow\");")]
    [InlineData("string? token = null; do { var page = await table.ScanAsync(new ScanRequest { TableName = \"t\" }); token = page.LastEvaluatedKey?.Keys.FirstOrDefault(); names.AddRange(page.Items.Select(item => item[\"id\"].S)); } while (token != null);")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { try { await store.Save(order); break; } catch (TimeoutException) { await Task.Delay(100); } }")]
    [InlineData("await table.PutItemAsync(new PutItemRequest { TableName = \"t\", Item = new() { [\"id\"] = new() { S = order.Id }, [\"total\"] = new() { N = order.Total.ToString() }, [\"a\"] = new(), [\"b\"] = new(), [\"c\"] = new(), [\"d\"] = new() } });")]
    [InlineData("var next = count + 1; var last = order.Lines[order.Lines.Count - 1];")]
    [InlineData("var response = await http.GetAsync(\"https://example.com/\" + order.Id); if (!response.IsSuccessStatusCode) return new() { StatusCode = (int)response.StatusCode };")]
    // One call after the other decides nothing.
    [InlineData("await http.GetAsync(\"a\"); await http.GetAsync(\"b\"); await http.GetAsync(\"c\"); await http.GetAsync(\"d\"); await http.GetAsync(\"e\");")]
    [InlineData("var done = 0; foreach (var line in order.Lines) { await store.SaveLine(line); done += line.Qty; } context.Logger.LogInformation($\"{done} done\");")]
    [InlineData("var done = 0; while (context.RemainingTime > TimeSpan.FromSeconds(9)) { var size = await store.Find(order.Id); done += order.Lines.Count; } context.Logger.LogInformation(\"{Done}\", done);")]
    public void An_adapters_statement_weighs_nothing(string body) => Assert.Equal(0, Of(body).Weight);

    [Fact]
    public void Further_calls_weigh_as_much_as_the_logic_around_them_and_no_more()
    {
        const string calls = "await http.GetAsync(\"a\"); await http.GetAsync(\"b\"); await http.GetAsync(\"c\"); await http.GetAsync(\"d\");";
        Assert.Equal(2, Of(calls + "total = order.Total * 2;").Weight);
        Assert.Equal(8, Of(calls + "if (order.Total > 1000) total = order.Total - 5; else total += order.Total / 2;").Weight);
    }

    [Fact]
    public void Lambdas_and_local_functions_belong_to_the_body_and_helpers_do_not()
    {
        Assert.Equal(3, Of("await Task.WhenAll(order.Lines.Select(async line => { if (line.Price > 10) total = line.Price * 2; await store.SaveLine(line); }));").Weight);
        Assert.Equal(3, Of("await Each(order.Lines[0]); async Task Each(Line line) { if (line.Price > 10) total = line.Price * 2; await store.SaveLine(line); }").Weight);
        Assert.Equal(0, Of("total = Price(order.Lines[0]);").Weight);
    }

    [Fact]
    public void The_statements_are_the_outermost_ones_in_order()
    {
        var logic = Of("""
            if (order.Vip) { total *= 0.9m; }
            try
            {
                foreach (var record in events.Records)
                {
                    var line = JsonSerializer.Deserialize<Line>(record.Body)!;
                    total = line.Price * line.Qty;
                    await store.SaveLine(line);
                }
            }
            catch (JsonException) { return null; }
            """);
        Assert.Equal(["if (order.Vip) { total *= 0.9m; }", "total = line.Price * line.Qty;"], logic.Statements.Select(each => each.ToString()));
    }

    [Fact]
    public void Code_that_does_not_bind_does_no_harm()
    {
        var compiled = Subject.Of("public class Orders { public int Handle(Missing order, ILambdaContext context) { foreach (var x in order.Lines) { if (x.Price > y { total += x * ; } switch (order) { } return total ? 1 : } }").Broken().Compile();
        var handle = compiled.Compilation.GetTypeByMetadataName("Orders")!.GetMembers("Handle").OfType<IMethodSymbol>().Single();
        Assert.InRange(DomainLogic.Of(handle, compiled.Project!, TestContext.Current.CancellationToken).Weight, 0, 20);
    }
}
