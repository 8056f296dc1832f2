using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Tests.House;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>What the text tells of a name is what the compiler finds when it binds it; asked for every name and every member that is called so.</summary>
public class LexicalTests
{
    [Fact]
    public void What_the_text_of_an_example_tells_is_what_the_compiler_binds()
    {
        var told = 0;
        foreach (var card in Cards.All)
            foreach (var heading in new[] { "Violates", "Follows" })
                if (new Page(card.Id).Example(heading) is { } example) told += Told(example);
        Assert.True(told > 40, $"only {told} names were told by the text");
    }

    [Theory]
    // Told: a field, a property and a method of the type itself.
    [InlineData("class C { int _n; int Get() => _n; }", 1)]
    [InlineData("class C { int _n; int Get() { _n++; return this._n + _n; } }", 3)]
    [InlineData("class C { int N { get; set; } int Get() { N = 2; return Twice(N); } static int Twice(int n) => n * 2; }", 3)]
    [InlineData("class C { string _s = \"\"; int Get() => _s.Length + (_s?.Length ?? 0) + _s[0]; }", 3)]
    [InlineData("partial class C { int _n; } partial class C { int Get() => _n; }", 1)]
    // Something nearer has the name.
    [InlineData("class C { int n; int Get(int n) => n; }", 0)]
    [InlineData("class C { int n; int Get() { var n = 1; return n; } }", 0)]
    [InlineData("class C { int n; System.Func<int, int> Get() => n => n + 1; }", 0)]
    [InlineData("class C { int n; int Get(object o) => o is int n ? n : 0; }", 0)]
    [InlineData("class C { int n; int Get() { int.TryParse(\"\", out var n); return n; } }", 0)]
    [InlineData("class C { int n; int Get(int[] all) { foreach (var n in all) return n; return 0; } }", 0)]
    [InlineData("class C { int n; int Get(int[] all) => (from n in all select n + 1).Count(); }", 0)]
    [InlineData("class C { int n; int Get() { int n() => 1; return n(); } }", 0)]
    [InlineData("class C { int n; int Get() { try { return 0; } catch (System.Exception n) { return n.HResult; } } }", 0)]
    [InlineData("class C(int n) { readonly int m = n; int n = n; }", 0)]
    [InlineData("record C(int N) { int M = N; }", 0)]
    // Somebody else's: of an initialiser, a pattern, an argument, another object, a nested type.
    [InlineData("class C { int N { get; set; } C Get() => new C { N = 1 }; }", 0)]
    [InlineData("class C { int N { get; set; } bool Get(object o) => o is C { N: 1 }; }", 0)]
    [InlineData("class C { int n; int Get() => Twice(n: 1); static int Twice(int n) => n; }", 1)]
    [InlineData("class C { int n; int Get(C other) => other.n; }", 0)]
    [InlineData("class C { static int n; class D { int n; int Get() => n; } }", 1)]
    [InlineData("class C { static int n; class D { int Get() => n; } }", 0)]
    // Not one, but several; or its type is called as it is.
    [InlineData("class C { int Get() => Of(1); int Of(int n) => n; int Of(string s) => 0; }", 0)]
    [InlineData("class B { public int Of(int n) => n; } class C : B { int Get() => Of(1); int Of(string s) => 0; }", 0)]
    [InlineData("class Paint { public static int One = 1; public int Two => 2; } class C { Paint Paint { get; } = new(); int Get() => Paint.Two + Paint.One; }", 0)]
    [InlineData("class C { string Of() => nameof(Of); }", 0)]
    [InlineData("interface I { } class D : I { } class C { int D { get; } bool Get(object o) => o is D; }", 0)]
    public void A_name_is_told_where_the_text_is_enough(string code, int told) => Assert.Equal(told, Told(Subject.Of(code)));

    static int Told(Subject subject)
    {
        var project = subject.Compile().Project!;
        var told = 0;
        foreach (var tree in project.Compilation.SyntaxTrees)
        {
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>())
                foreach (var member in project.Compilation.GetSymbolsWithName(name.Identifier.ValueText, SymbolFilter.Member))
                    if (Lexical.Means(name, member))
                    {
                        told++;
                        Assert.True(SymbolEqualityComparer.Default.Equals(member, model.GetSymbolInfo(name).Symbol?.OriginalDefinition), $"'{name}' in '{name.Parent}' of {tree.FilePath} is not {member.ToDisplayString()}");
                    }
        }
        return told;
    }
}
