using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>
/// What a fix leaves of a handler answers, throws, logs and calls as before, compiles without new warnings, has no new finding of ours that is loud,
/// and is left alone by a second application; Fix All in the document gives the same.
/// </summary>
static class Unchanged
{
    /// <summary>Asserts it for every plan that the fix offers; the number of plans.</summary>
    public static async Task<int> After(LambdaFix fix, string name)
    {
        var handler = RealisticHandler.Read(name);
        var project = Workbench.Open(handler.Subject);
        // The other rules are asked only where the fix does something.
        if ((await Seen.Of(project, fix, [.. AllRules.Instances.Where(rule => fix.FixableDiagnosticIds.Contains(rule.Card.Id))])).Plans.Count == 0) return 0;
        var before = await Seen.Of(project, fix, AllRules.Instances);
        var expected = await Replay.Of(before.Compilation, before.Options, handler);
        foreach (var plan in before.Plans)
        {
            var changed = await before.Applied(plan);
            var code = await Written(changed, plan, name);
            var after = await Seen.Of(changed, fix, AllRules.Instances);
            Assert.True(after.Errors.Length == 0, $"{plan} does not compile\n{after.Errors}\n{code}");
            AssertSame(expected, await Replay.Of(after.Compilation, after.Options, handler), $"{plan} changes what is seen\n{code}");
            AssertNoneAdded(before.Warnings, after.Warnings, $"{plan} leaves new warnings\n{code}");
            AssertNoneAdded(before.Loud, after.Loud, $"{plan} leaves new findings\n{code}");
            Assert.False(after.Plans.Contains(plan), $"{plan} is offered again\n{code}");
            AssertSame(code, await Written(await before.AppliedToAll(plan)), $"{plan}, Fix All in the document gives something else");
        }
        return before.Plans.Count;
    }

    // Everything but what the harness put there; for a reader, too, where SUITE_OUT names a folder.
    static async Task<string> Written(Project project, string? plan = null, string name = "")
    {
        var files = new List<string>();
        foreach (var document in project.Documents.Where(document => !document.Name.EndsWith(".frame.cs", StringComparison.Ordinal)))
            files.Add($"// ---- {document.Name}\n{await document.GetTextAsync(TestContext.Current.CancellationToken)}");
        var text = string.Join("\n", files);
        if (plan is not null && Environment.GetEnvironmentVariable("SUITE_OUT") is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name.Replace('/', '-')}.{plan}.cs"), text);
        return text;
    }

    static void AssertSame(string expected, string actual, string otherwise)
    {
        if (expected == actual) return;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(line => left[line] != right[line], Math.Min(left.Length, right.Length));
        Assert.Fail($"line {at + 1}\nbefore: {left.ElementAtOrDefault(at)}\nafter:  {right.ElementAtOrDefault(at)}\n{otherwise}");
    }

    static void AssertNoneAdded(IReadOnlyList<string> before, IReadOnlyList<string> after, string otherwise)
    {
        var added = after.ToList();
        foreach (var known in before) added.Remove(known);
        Assert.True(added.Count == 0, $"{string.Join("\n", added)}\n{otherwise}");
    }
}
