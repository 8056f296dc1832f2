using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A first test for each method of the new class, in a project that tests the handler's.</summary>
sealed class UnitTest
{
    // The method's attribute, the class's, and what is asserted of a result: that it is there, or of its type.
    static readonly (string Marker, string Method, string Class, string IsThere, string IsOfType)[] Frameworks =
    [
        ("Xunit.FactAttribute", "[Fact]", "", "Assert.NotNull(result);", "Assert.IsType<{0}>(result);"),
        ("NUnit.Framework.TestAttribute", "[Test]", "", "Assert.That(result, Is.Not.Null);", "Assert.That(result, Is.TypeOf<{0}>());"),
        ("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", "[TestMethod]", "[TestClass]", "Assert.IsNotNull(result);", "Assert.IsInstanceOfType(result, typeof({0}));"),
    ];

    readonly Extracted _extracted;
    readonly Project _project;
    readonly Compilation _compilation;
    readonly string _line;
    readonly string _unit;
    readonly (string Marker, string Method, string Class, string IsThere, string IsOfType) _framework;

    UnitTest(Extracted extracted, Project project, Compilation compilation)
    {
        (_extracted, _project, _compilation) = (extracted, project, compilation);
        _framework = Frameworks.FirstOrDefault(each => compilation.GetTypeByMetadataName(each.Marker) is not null);
        (_line, _unit) = (Layout.EndOfLine(extracted.Scene.Declaration).ToString(), Layout.Step(extracted.Scene.Declaration));
    }

    /// <summary>The edit; null where no project of the solution tests this one, or where the test would not compile there.</summary>
    public static Edit? Of(Extracted extracted)
    {
        var (scene, document) = (extracted.Scene, extracted.Scene.Target.Document);
        var after = document.WithSyntaxRoot(extracted.InOneFile()).Project.Solution;
        foreach (var project in after.Projects.Where(each => each.Language == LanguageNames.CSharp && each.ProjectReferences.Any(one => one.ProjectId == document.Project.Id)))
            // A menu is computed off the user's thread.
            if (project.GetCompilationAsync(scene.Cancellation).GetAwaiter().GetResult() is { } compilation
                && (extracted.Made.IsPublic || scene.Model.Compilation.Assembly.GivesAccessTo(compilation.Assembly))
                && new UnitTest(extracted, project, compilation).Added() is { } added)
                return _ => Task.FromResult(added);
        return null;
    }

    Solution? Added()
    {
        var home = _extracted.Scene.Type?.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." : "";
        if (_framework.Marker is null || _compilation.GetTypeByMetadataName(home + _extracted.Made.Name) is not { } tested) return null;
        var spaces = _project.Documents.Select(each => each.GetSyntaxRootAsync(_extracted.Scene.Cancellation).GetAwaiter().GetResult()).OfType<CompilationUnitSyntax>()
            .SelectMany(root => root.Members.OfType<BaseNamespaceDeclarationSyntax>()).ToList();
        var name = _project.DefaultNamespace is { Length: > 0 } root ? root : spaces.Select(each => each.Name.ToString()).OrderBy(each => each.Length).FirstOrDefault() ?? "";
        var isBlock = spaces.Count > 0 ? !spaces.Any(each => each is FileScopedNamespaceDeclarationSyntax) : ((CSharpParseOptions)_project.ParseOptions!).LanguageVersion < LanguageVersion.CSharp10;
        var wish = _extracted.Made.Name + "Tests";
        var free = wish;
        for (var n = 2; _project.Documents.Any(each => string.Equals(each.Name, free + ".cs", StringComparison.OrdinalIgnoreCase)) || _compilation.ContainsSymbolsWithName(free, SymbolFilter.Type); n++) free = wish + n;

        var folder = _project.FilePath is { } path && path.LastIndexOfAny(['/', '\\']) is var at and >= 0 ? path.Substring(0, at + 1) : null;
        var document = _project.AddDocument(free + ".cs", Written(tested, free, name, isBlock), filePath: folder is null ? null : folder + free + ".cs");
        document = Layout.FormattedAsync(document, _extracted.Scene.Target.Root, _extracted.Scene.Cancellation, isWhole: true).GetAwaiter().GetResult();
        var model = document.GetSemanticModelAsync(_extracted.Scene.Cancellation).GetAwaiter().GetResult()!;
        return model.GetDiagnostics(cancellationToken: _extracted.Scene.Cancellation).Any(each => each.Severity >= DiagnosticSeverity.Warning && !each.IsSuppressed) ? null : document.Project.Solution;
    }

    string Written(INamedTypeSymbol tested, string name, string space, bool isBlock)
    {
        var samples = new Samples(_compilation);
        samples.Import(_compilation.GetTypeByMetadataName(_framework.Marker)!);
        var pad = isBlock && space.Length > 0 ? _unit : "";
        var tests = _extracted.Made.Methods.SelectMany(method => tested.GetMembers(method.Name).OfType<IMethodSymbol>()).Select(method => Test(method, tested, samples)).ToList();
        var lines = new List<string> { $"public class {name}", "{" };
        if (_framework.Class.Length > 0) lines.Insert(0, _framework.Class);
        for (var n = 0; n < tests.Count; n++) lines.AddRange((n == 0 ? [] : new[] { "" }).Concat(tests[n].Select(each => each.Length == 0 ? "" : _unit + each)));
        lines.Add("}");
        var body = string.Concat(lines.Select(each => (each.Length == 0 ? "" : pad + each) + _line));
        var known = _compilation.SyntaxTrees.SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot()).Usings).Where(each => each.GlobalKeyword != default && each.Alias is null && each.StaticKeyword == default).Select(each => each.Name!.ToString().Replace("global::", ""));
        var usings = samples.Spaces.Except(known).Where(each => !(space + ".").StartsWith(each + ".", StringComparison.Ordinal)).OrderBy(each => each.Split('.')[0] == "System" ? 0 : 1).ThenBy(each => each, StringComparer.Ordinal)
            .Select(each => $"using {each};{_line}").ToList();
        return string.Concat(usings) + (usings.Count > 0 ? _line : "") + (space.Length == 0 ? body : isBlock ? $"namespace {space}{_line}{{{_line}{body}}}{_line}" : $"namespace {space};{_line}{_line}{body}");
    }

    List<string> Test(IMethodSymbol method, INamedTypeSymbol tested, Samples samples)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "result" };
        string Local(string wish) => names.Add(wish) ? wish : Enumerable.Range(2, 99).Select(n => wish + n).First(names.Add);

        var arranged = new List<string>();
        string Arranged(IParameterSymbol parameter)
        {
            var local = Local(Wording.Camel(parameter.Name));
            arranged.Add($"var {local} = {samples.Of(parameter.Type, parameter.Name)};{(samples.LacksFake ? " // A fake goes here." : "")}");
            return local;
        }

        var receiver = samples.NameOf(tested);
        if (!tested.IsStatic)
        {
            var arguments = string.Join(", ", tested.InstanceConstructors[0].Parameters.Select(Arranged));
            receiver = Local(Wording.Camel(tested.Name));
            arranged.Add($"var {receiver} = new {samples.NameOf(tested)}({arguments});");
        }
        var call = $"{receiver}.{method.Name}({string.Join(", ", method.Parameters.Select(Arranged))});";
        var isAwaited = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" };
        var result = isAwaited ? ((INamedTypeSymbol)method.ReturnType).TypeArguments.FirstOrDefault() : method.ReturnsVoid ? null : method.ReturnType;
        if (isAwaited) samples.Import(_compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!);
        List<string> body = arranged.Count > 0 ? ["// Arrange", .. arranged, "", "// Act"] : ["// Act"];
        body.AddRange([(result is null ? "" : "var result = ") + (isAwaited ? "await " : "") + call, "", result is null ? "// Assert: say here what the call has changed." : "// Assert: say here what the result should be."]);
        if (result is { IsValueType: true } and not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) body.Add(string.Format(_framework.IsOfType, samples.NameOf(result)));
        else if (result is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }) body.Add(_framework.IsThere);
        return [_framework.Method, $"public {(isAwaited ? "async Task" : "void")} {method.Name}_{(result is null ? "Completes" : "ReturnsResult")}()", "{", .. body.Select(each => each.Length == 0 ? "" : _unit + each), "}"];
    }
}
