using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>The model's work counted, not timed: names bound while every creation in a project is asked for its handler.</summary>
public class CostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Twice_the_project_is_at_most_twice_the_work(bool sharesNames)
    {
        var (small, large) = (Bound(20, sharesNames), Bound(40, sharesNames));
        Assert.True(small > 0);
        Assert.True(large <= 2 * small + 20, $"{small} names bound, then {large}");
    }

    // Handlers, each with a chain of ten classes in files of their own; the last makes a client.
    static int Bound(int handlers, bool sharesNames)
    {
        var subject = Subject.Of("");
        for (var h = 0; h < handlers; h++)
        {
            subject = subject.And($"public class F{h} {{ public int Handle(string s, ILambdaContext c) => new C{h}_0().{Name(h, 0)}(s); }}");
            for (var n = 0; n < 10; n++)
                subject = subject.And($"public class C{h}_{n} {{ public int {Name(h, n)}(string s) => {(n < 6 ? $"new C{h}_{n + 1}().{Name(h, n + 1)}(s)" : "new HttpClient().GetHashCode()")}; }}");
        }
        var project = subject.Compile().Project!;
        var reached = 0;
        foreach (var tree in project.Compilation.SyntaxTrees)
            foreach (var creation in tree.GetRoot().DescendantNodes().OfType<ObjectCreationExpressionSyntax>())
                if (creation.Type is IdentifierNameSyntax { Identifier.ValueText: "HttpClient" } && project.PathTo(creation, everyTime: true, TestContext.Current.CancellationToken) is not null)
                    reached++;
        Assert.Equal(handlers, reached);
        return project.Calls.Bound;

        string Name(int handler, int n) => sharesNames ? $"Step{n}" : $"Step{handler}_{n}";
    }
}
