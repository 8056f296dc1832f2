using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

/// <summary>
/// The development cases and cases drawn afterwards: members and bodies, each secret or clean. Their long tokens carry a ¤ that the loader takes out, so that none stands whole in a file.
/// </summary>
public class DevelopmentCasesTests
{
    static readonly string Folder = Path.Combine(References.Repository, "tests/LambdaHandlers.Analyzers.Tests/Rules/Secrets/Cases");

    const string Usings = """
        global using System.Diagnostics;
        global using System.Net;
        global using System.Net.Http.Headers;
        global using System.Text;
        global using System.Text.RegularExpressions;
        global using System.Security.Cryptography;
        global using System.Security.Cryptography.X509Certificates;
        global using System.ComponentModel.DataAnnotations;
        global using Amazon;
        global using Amazon.Runtime;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.EntityFrameworkCore;
        """;

    sealed record Case(string Id, bool IsSecret, string Class, bool IsMember, string Code, string Why)
    {
        public string Source => IsMember
            ? $"namespace Bench {{ class Case_{Id.Replace('-', '_')} : FnBase {{\n{Code}\n}} }}"
            : $"namespace Bench {{ class Case_{Id.Replace('-', '_')} : FnBase {{ async Task<object?> Handle(string arg, string user, string pwd, string host, IConfiguration config, ILogger log, HttpRequestMessage req, CancellationToken ct) {{\n{Code}\nreturn null; }} }} }}";
    }

    static readonly ImmutableArray<Case> Cases =
        [.. new[] { "development.tsv", "drawn.tsv" }.SelectMany(file => File.ReadAllLines(Path.Combine(Folder, file)).Skip(1)).Select(line => line.Split('\t'))
            .Select(row => new Case(row[0], row[2] == "secret", row[3], row[4] == "member", row[6].Replace("¤", "", StringComparison.Ordinal).Replace('⏎', '\n'), row[7]))];

    static Subject SubjectOf(IEnumerable<Case> cases)
    {
        var subject = Subject.Of(Usings).And(File.ReadAllText(Path.Combine(Folder, "Packages.cs.txt"))).And(File.ReadAllText(Path.Combine(Folder, "Support.cs.txt"))).Broken();
        foreach (var each in cases) subject = subject.And(each.Source, each.Id + ".cs");
        return subject;
    }

    static readonly Lazy<Task<ILookup<string, Diagnostic>>> Findings = new(async () =>
    {
        var compiled = SubjectOf(Cases).Compile();
        // One case holds a span in an async method, which the oldest compiler refuses.
        Assert.Empty(compiled.Compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error && each.Id != "CS4012"));
        var found = await compiled.With(new UseExecutionRole(), new KeepSecretsOut(), new FailWithoutSecret()).GetAnalyzerDiagnosticsAsync();
        return found.ToLookup(each => Path.GetFileNameWithoutExtension(each.Location.SourceTree!.FilePath));
    });

    public static IEnumerable<TheoryDataRow<string>> Ids => Cases.Select(each => new TheoryDataRow<string>(each.Id));

    [Theory, MemberData(nameof(Ids))]
    public async Task A_case_is_judged_as_it_is_labelled(string id)
    {
        var judged = Cases.Single(each => each.Id == id);
        var found = (await Findings.Value)[id].ToList();
        Assert.True(judged.IsSecret == found.Count > 0, $"{(judged.IsSecret ? "missed" : "false")}: {judged.Code}\n{judged.Why}\n{string.Join("\n", found)}");
    }

    [Fact]
    public async Task An_expression_is_reported_once()
    {
        foreach (var group in (await Findings.Value).SelectMany(each => each).GroupBy(each => (each.Location.SourceTree, each.Location.SourceSpan)))
            Assert.Single(group);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Nothing_of_a_value_leaves_the_source(string id)
    {
        foreach (var finding in (await Findings.Value)[id])
        {
            var value = finding.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(finding.Location.SourceSpan);
            var said = new[] { finding.GetMessage(), finding.Descriptor.Title.ToString(), string.Join(" ", finding.AdditionalLocations) }
                .Concat(finding.Properties.SelectMany(each => new[] { each.Key, each.Value ?? "" }));
            foreach (var text in said) Leak.AssertNone(value, text);
        }
    }

    // SARIF is what the compiler writes of a finding: id, message, region, properties. The region has no text.
    [Fact]
    public async Task Nothing_of_a_value_is_in_SARIF_or_in_the_titles_of_fixes()
    {
        var titles = string.Join("\n", new CodeFixes.Engine.LambdaFix[] { new UseExecutionRoleFix(), new KeepSecretsOutFix(), new FailWithoutSecretFix(), new ResolveSecretsFix() }
            .SelectMany(fix => fix.Plans.Select(plan => plan.Title).Concat(fix.FilePlans.Select(plan => plan.Title))));
        foreach (var finding in (await Findings.Value).SelectMany(each => each))
        {
            var sarif = System.Text.Json.JsonSerializer.Serialize(new
            {
                ruleId = finding.Id, message = new { text = finding.GetMessage() }, rule = finding.Descriptor.Description.ToString(),
                file = Path.GetFileName(finding.Location.SourceTree!.FilePath), finding.Properties,
            });
            var value = finding.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(finding.Location.SourceSpan);
            Leak.AssertNone(value, titles);
            Leak.AssertNone(value, sarif, tellsLength: false);
        }
    }

    public static IEnumerable<TheoryDataRow<string>> Classes => Cases.Select(each => each.Class).Distinct().Select(each => new TheoryDataRow<string>(each));

    [Theory, MemberData(nameof(Classes))]
    public async Task A_fix_takes_a_value_out_and_puts_it_nowhere(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var project = Workbench.Open(SubjectOf(Cases.Where(each => each.IsSecret && each.Class == kind)));
        var offers = 0;
        foreach (var (fix, rule) in new (CodeFixes.Engine.LambdaFix, Engine.LambdaRule)[] { (new UseExecutionRoleFix(), new UseExecutionRole()), (new KeepSecretsOutFix(), new KeepSecretsOut()), (new FailWithoutSecretFix(), new FailWithoutSecret()) })
            foreach (var (action, finding) in await Workbench.OfferedIn(fix, rule, project))
            {
                offers++;
                var changed = (await action.GetOperationsAsync(cancellation)).OfType<Microsoft.CodeAnalysis.CodeActions.ApplyChangesOperation>().Single().ChangedSolution;
                var difference = Assert.Single(changed.GetChanges(project.Solution).GetProjectChanges());
                Assert.Empty(difference.GetAddedDocuments().Concat(difference.GetChangedAdditionalDocuments()).Concat(difference.GetAddedAdditionalDocuments()));
                var document = Assert.Single(difference.GetChangedDocuments());
                Assert.Equal(project.GetDocument(finding.Location.SourceTree)!.Id, document);
                var before = finding.Location.SourceTree!.GetText(cancellation);
                var rest = before.Replace(finding.Location.SourceSpan, "").ToString();
                var after = (await changed.GetDocument(document)!.GetTextAsync(cancellation)).ToString();
                Leak.AssertNone(before.ToString(finding.Location.SourceSpan), after, tellsLength: false, but: rest, keepsText: action.EquivalenceKey!.EndsWith(".TakeOut", StringComparison.Ordinal));
            }
        Assert.True(offers > 5, $"only {offers} fixes were offered");
    }

    [Fact]
    public void No_file_of_the_repository_holds_a_whole_credential()
    {
        foreach (var file in Directory.EnumerateFiles(References.Repository, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/.git/", StringComparison.Ordinal))
            .Where(path => Path.GetExtension(path) is ".cs" or ".md" or ".tsv" or ".txt" or ".json" or ".yaml" or ".yml" or ".template" or ".toml"))
            if (Formats.In(File.ReadAllText(file)) is { } whole)
                Assert.Fail($"{Path.GetRelativePath(References.Repository, file)} holds a whole {whole.Format.Id}; put it together from parts");
    }
}

/// <summary>Looks for pieces of a secret where none may be.</summary>
static class Leak
{
    /// <summary>Fails when the text shares a piece with the value's literals, or tells its length.</summary>
    /// <param name="expression">The expression that holds the secret.</param>
    /// <param name="text">What is searched.</param>
    /// <param name="tellsLength">True to look for the length as well.</param>
    /// <param name="but">What stood elsewhere before, and may stand there.</param>
    /// <param name="keepsText">True where the text around the secret stays: then only pieces without punctuation count.</param>
    public static void AssertNone(string expression, string text, bool tellsLength = true, string but = "", bool keepsText = false)
    {
        const int piece = 7;
        // What the expression and the text may share are words of the code around the value: keys, parameters, types.
        foreach (var literal in Literals(expression))
        {
            for (var i = 0; i + piece <= literal.Length; i++)
                if (literal.Substring(i, piece) is var part && part.Any(char.IsDigit) && !but.Contains(part, StringComparison.Ordinal) && !(keepsText && (!part.All(char.IsLetterOrDigit) || "ORCLPDB1 cluster0".Contains(part, StringComparison.Ordinal))))
                    Assert.DoesNotContain(part, text, StringComparison.Ordinal);
            if (tellsLength && literal.Length > 9) Assert.DoesNotContain(literal.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        }
    }

    static IEnumerable<string> Literals(string expression) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression(expression).DescendantTokens()
            .Where(token => token.Value is string || token.ValueText.Length > 3).Select(token => token.ValueText);
}
