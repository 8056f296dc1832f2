using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

[assembly: AssemblyFixture(typeof(LambdaHandlers.Runtime.Tests.Testing.SubjectFolder))]

namespace LambdaHandlers.Runtime.Tests.Testing;

/// <summary>Where the functions are, until the last test has ended.</summary>
public sealed class SubjectFolder : IDisposable
{
    public static readonly string Root = Directory.CreateTempSubdirectory("lambda-handlers-tests-").FullName;

    public void Dispose()
    {
        try { Directory.Delete(Root, recursive: true); }
        catch (IOException) { } // A process that is just ending still writes there.
    }
}

/// <summary>A function under test: C# in, a folder like /var/task out.</summary>
static class Subject
{
    const string Frame = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Amazon.Lambda.Core;
        global using Amazon.Lambda.Serialization.SystemTextJson;
        """;

    const string Serializer = "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]";

    static readonly ConcurrentDictionary<string, Lazy<string>> Compiled = new();
    static readonly Lazy<List<MetadataReference>> References = new(() =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "subject-references.txt")).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Members of a class Function, or a whole file that declares what it needs.</summary>
    public static string Compile(string code, bool serializer = true, bool executable = false, bool aspNetCore = false, bool standIn = true, string name = "Fn", bool whole = false)
    {
        var text = whole || executable || code.Contains("class ", StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(code, @"^\s*(using |\[assembly|namespace |public |internal |sealed |static |abstract |file )*(class|record|struct|namespace|using) ?")
            ? code
            : $"public class Function\n{{\n{code}\n}}";
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}|{serializer}|{executable}|{aspNetCore}|{standIn}|{name}")))[..16];
        return Compiled.GetOrAdd(key, _ => new(() => Build(key, text, serializer, executable, aspNetCore, standIn, name))).Value;
    }

    static string Build(string key, string code, bool serializer, bool executable, bool aspNetCore, bool standIn, string name)
    {
        var trees = standIn ? new List<string> { Frame, code } : [code];
        if (serializer) trees.Add(Serializer);
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(name, trees.Select((text, i) => CSharpSyntaxTree.ParseText(text, parse, $"{i}.cs")), References.Value.Where(reference => standIn || !reference.Display!.Contains("StandIn", StringComparison.Ordinal)),
            new CSharpCompilationOptions(executable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));
        var folder = Directory.CreateDirectory(Path.Combine(SubjectFolder.Root, key)).FullName;
        var result = compilation.Emit(Path.Combine(folder, name + ".dll"));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) + "\n" + code);
        var packages = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "subject-references.txt"))
            .Where(path => Path.GetFileName(path).StartsWith("AWSSDK.", StringComparison.Ordinal)).Append(typeof(Amazon.Lambda.Core.ILambdaContext).Assembly.Location)
            .Append(Path.Combine(AppContext.BaseDirectory, "System.IO.Hashing.dll")).ToList(); // AWSSDK.Core needs it for checksums.
        foreach (var path in packages) File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(path)), path); // Copies for every function would be gigabytes, to write and to delete.
        var framework = aspNetCore ? "Microsoft.AspNetCore.App" : "Microsoft.NETCore.App";
        File.WriteAllText(Path.Combine(folder, name + ".runtimeconfig.json"), $$"""{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "{{framework}}", "version": "10.0.0" } } }""");
        var libraries = packages.Select(Path.GetFileNameWithoutExtension).Prepend(name).ToList();
        File.WriteAllText(Path.Combine(folder, name + ".deps.json"), $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": { {{string.Join(", ", libraries.Select(library => $$"""
            "{{library}}/1.0.0": { "runtime": { "{{library}}.dll": {} } }
            """))}} } },
              "libraries": { {{string.Join(", ", libraries.Select(library => $$"""
            "{{library}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" }
            """))}} }
            }
            """);
        return folder;
    }
}
