// Makes the five places of a rule (docs/writing-a-rule.md), as one that works: it forbids GC.Collect() in a handler.
// Everything builds and every test passes before you change the first line of it.
//
//     dotnet run eng/new-rule.cs LH8009 AvoidCollecting "Leave the garbage collector alone"

using System.Text.RegularExpressions;

string[] bands = ["Signature", "State", "Secrets", "Logging", "Recursion", "Structure", "Reliability", "Performance"];
if (args is not [var id, var name, var title] || !Regex.IsMatch(id, "^LH[1-8][0-9]{3}$") || !Regex.IsMatch(name, "^[A-Z][A-Za-z]+$") || !Regex.IsMatch(title, "^[A-Z].*[^.]$"))
{
    Console.Error.WriteLine("""
        dotnet run eng/new-rule.cs <id> <Name> "<Title>"

          id     LH and four digits; the first is the band: 1 Signature, 2 State, 3 Secrets, 4 Logging, 5 Recursion, 6 Structure, 7 Reliability, 8 Performance
          Name   what the class is called, an imperative: ReuseClients
          Title  the same in words, without a period: "Create clients once, outside the handler"
        """);
    return 2;
}
var band = bands[id[2] - '1'];
var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
if (Directory.EnumerateFiles(Path.Combine(root, "docs", "rules"), id + ".md").Any())
{
    Console.Error.WriteLine($"{id} is taken: docs/rules/{id}.md");
    return 2;
}

Write($"src/LambdaHandlers.Analyzers/Rules/{band}/{id}_{name}.cs", """
    using LambdaHandlers.Analyzers.Engine;
    using LambdaHandlers.Analyzers.Model;
    using Microsoft.CodeAnalysis;
    using Microsoft.CodeAnalysis.Diagnostics;
    using Microsoft.CodeAnalysis.Operations;

    namespace LambdaHandlers.Analyzers.Rules.BAND;

    /// <summary>A garbage collection that every invocation asks for.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    sealed class NAME() : LambdaRule(Definition)
    {
        /// <summary>The rule's id.</summary>
        public const string Id = "ID";

        static readonly DiagnosticDescriptor Definition = Rule.Create(
            Id, Category.BAND, DiagnosticSeverity.Warning,
            title: "TITLE",
            message: "'{0}' stops every invocation of {1}; leave it out",
            description: "An invocation is billed by its time. What the collector frees during one is seldom worth the wait, and a frozen environment costs nothing.");

        /// <inheritdoc/>
        protected override void Watch(Watcher on) => on.Path(IsCollection, Check, everyTime: true, OperationKind.Invocation);

        // The cheap question: it is asked of every call in the project.
        static bool IsCollection(IOperation operation, LambdaTypes types) =>
            operation is IInvocationOperation { TargetMethod: { Name: "Collect", ContainingType: { Name: "GC", ContainingNamespace.Name: "System" } } };

        static void Check(Reached reached, IOperation call, Report report) =>
            report.At(call.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: ["GC.Collect", reached.Handler.DisplayName]);
    }
    """);

Write($"src/LambdaHandlers.CodeFixes/Fixes/{band}/{id}_{name}Fix.cs", """
    using System.Composition;
    using LambdaHandlers.Analyzers.Rules.BAND;
    using LambdaHandlers.CodeFixes.Edits;
    using LambdaHandlers.CodeFixes.Engine;
    using Microsoft.CodeAnalysis;
    using Microsoft.CodeAnalysis.CodeFixes;
    using Microsoft.CodeAnalysis.CSharp.Syntax;

    namespace LambdaHandlers.CodeFixes.Fixes.BAND;

    /// <summary>The call goes; its comments stay.</summary>
    [ExportCodeFixProvider(LanguageNames.CSharp), Shared]
    sealed class NAMEFix() : LambdaFix(NAME.Id)
    {
        /// <inheritdoc/>
        protected internal override IEnumerable<Plan> Plans => [new("Remove", "Remove the call", Plan)];

        // Only where the call is a statement of a block: elsewhere something would be missing.
        static Edit? Plan(Target target) => target.Around<ExpressionStatementSyntax>() is { Parent: BlockSyntax block } statement && statement.Expression == target.Node
            ? target.Replacing((root, _) => root.ReplaceNode(block, StatementRemoval.Without(block, block, new HashSet<StatementSyntax> { statement }, keepComments: true)))
            : null;
    }
    """);

Write($"tests/LambdaHandlers.Analyzers.Tests/Rules/{band}/{id}_{name}Tests.cs", """"
    using LambdaHandlers.Analyzers.Rules.BAND;
    using LambdaHandlers.Analyzers.Tests.Testing;
    using LambdaHandlers.CodeFixes.Fixes.BAND;
    using Microsoft.CodeAnalysis;

    namespace LambdaHandlers.Analyzers.Tests.Rules.BAND;

    public class NAMETests
    {
        [Theory, ClassData(typeof(EveryShape))]
        public Task A_collection_per_invocation_is_reported(Shape shape) => Verify<NAME>.Reports(
            shape.With("await Task.Yield(); [|GC.Collect()|];"), DiagnosticSeverity.Warning);

        [Theory, ClassData(typeof(EveryShape))]
        public Task What_the_handler_calls_is_reported_too(Shape shape) => Verify<NAME>.Reports(
            shape.With("await Task.Yield(); Memory.Free();").And("public static class Memory { public static void Free() => [|GC.Collect()|]; }"));

        [Fact]
        public Task The_message_names_the_handler() => Verify<NAME>.Reports(
            Shape.ClassLibrary.With("await Task.Yield(); [|GC.Collect()|];"), message: "'GC.Collect' stops every invocation of Orders.Handle; leave it out");

        [Theory]
        [InlineData("", "static readonly int Free = Collected(); static int Collected() { GC.Collect(); return 0; }")]
        [InlineData("GC.KeepAlive(input);", "")]
        [InlineData("Cache.Collect();", "static class Cache { public static void Collect() { } }")]
        public Task What_runs_once_or_is_another_method_is_fine(string body, string members) => Verify<NAME>.Allows(
            Shape.ClassLibrary.With("await Task.Yield(); " + body, members));

        [Fact]
        public Task The_fix_removes_the_call_and_keeps_the_comment() => Verify<NAME>.Fixes<NAMEFix>(
            Shape.ClassLibrary.With("""
                await Task.Yield();
                        // Much was read.
                        [|GC.Collect()|];
                        context.Logger.LogInformation("read {Input}", input);
                """),
            Shape.ClassLibrary.With("""
                await Task.Yield();
                        // Much was read.
                        context.Logger.LogInformation("read {Input}", input);
                """));

        [Fact]
        public Task No_fix_is_offered_where_the_call_is_all_there_is() => Verify<NAME>.OffersNothing<NAMEFix>(
            Shape.ClassLibrary.With("await Task.Yield(); Free();", "static void Free() => [|GC.Collect()|];"));
    }
    """");

Write($"docs/rules/{id}.md", """
    # ID: TITLE

    What happens on Lambda, and whom it hurts: an invocation is billed by its time, and a full collection stops all of it.

    ## Violates

    ```csharp
    public class Import
    {
        public int Handle(string text, ILambdaContext context)
        {
            var lines = text.Split('\n').Length;
            GC.Collect();
            return lines;
        }
    }
    ```

    ## Follows

    ```csharp
    public class Import
    {
        public int Handle(string text, ILambdaContext context) => text.Split('\n').Length;
    }
    ```

    ## What is reported

    `GC.Collect` in a handler and in what it calls.

    ## What is not reported

    - a collection at initialisation.

    ## When to silence it

    Where a measurement says that it helps.
    """);

Append("src/LambdaHandlers.Analyzers/AnalyzerReleases.Unshipped.md", $"{id} | Lambda{band} | Warning | {name}");
AddToChangelog($"- {id}: {title}. With a fix.");

Console.WriteLine($"""

    Next: read them, write the page and the tests of your rule first, then the rule and the fix (docs/writing-a-rule.md).

      UPDATE=1 dotnet test --project tests/LambdaHandlers.Analyzers.Tests -- --filter-class "*House*"
      dotnet test --project tests/LambdaHandlers.Analyzers.Tests -- --filter-class "*{name}*"
    """);
return 0;

void Write(string path, string template)
{
    var text = Regex.Replace(template, "ID|NAME|TITLE|BAND", word => word.Value switch { "ID" => id, "NAME" => name, "TITLE" => title, _ => band });
    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
    File.WriteAllText(Path.Combine(root, path), text + "\n");
    Console.WriteLine($"  made     {path}");
}

void Append(string path, string line)
{
    File.AppendAllText(Path.Combine(root, path), line + "\n");
    Console.WriteLine($"  added to {path}");
}

// After the last rule of what is not released yet.
void AddToChangelog(string line)
{
    var path = Path.Combine(root, "CHANGELOG.md");
    var text = File.ReadAllText(path);
    var rules = new Regex(@"^## Unreleased\n\n### Rules\n(- .*\n)*", RegexOptions.Multiline).Match(text);
    File.WriteAllText(path, rules.Success ? text.Insert(rules.Index + rules.Length, line + "\n") : text.Replace("## Unreleased\n", $"## Unreleased\n\n### Rules\n{line}\n", StringComparison.Ordinal));
    Console.WriteLine("  added to CHANGELOG.md");
}
