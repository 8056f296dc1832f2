using System.Text;
using System.Text.Json.Nodes;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>One event, what the world answers while it is handled, and what it shows.</summary>
/// <param name="What">What it shows.</param>
/// <param name="Event">The event, as JSON.</param>
/// <param name="Method">The handler, where a class has several.</param>
/// <param name="Remaining">How long the function may still run.</param>
/// <param name="Replies">What AWS answers, by operation, in order.</param>
/// <param name="Http">What the web answers, by path.</param>
sealed record Invocation(string What, string Event, string? Method, TimeSpan Remaining, IReadOnlyDictionary<string, JsonArray> Replies, IReadOnlyDictionary<string, string> Http);

/// <summary>A handler as somebody would write it, from the folder <c>Handlers</c>, with the events beside it.</summary>
sealed record RealisticHandler(string Name, string Source, IReadOnlyList<Invocation> Invocations)
{
    static readonly string Folder = Path.Combine(References.Repository, "tests", "LambdaHandlers.Analyzers.Tests", "Behaviour", "Handlers");

    const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The names of the handlers in a folder below <c>Handlers</c>, or in itself.</summary>
    public static IEnumerable<string> Names(string folder = "") =>
        Directory.GetFiles(Path.Combine(Folder, folder), "*.cs").Select(path => Path.Combine(folder, Path.GetFileNameWithoutExtension(path))).Order(StringComparer.Ordinal);

    public static RealisticHandler Read(string name) =>
        new(name, File.ReadAllText(Path.Combine(Folder, name + ".cs")), [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsArray().Select(Invocation)]);

    /// <summary>The project around it: implicit usings, and a serializer where the file brings none.</summary>
    public Subject Subject
    {
        get
        {
            var subject = Testing.Subject.Of("") with
            {
                Sources = [(Path.GetFileName(Name) + ".cs", Source), ("Implicit.frame.cs", ImplicitUsings)],
                HasUsings = false,
                HasSerializer = !Source.Contains("[assembly: LambdaSerializer", StringComparison.Ordinal),
            };
            return IsProgram ? subject.Executable() : subject;
        }
    }

    public bool IsProgram => Source.Contains("LambdaBootstrapBuilder", StringComparison.Ordinal);

    static Invocation Invocation(JsonNode? node) => new(
        node!["what"]!.GetValue<string>(), Written(node["event"])?.ToJsonString() ?? "null", node["method"]?.GetValue<string>(),
        TimeSpan.FromSeconds(node["remaining"]?.GetValue<int>() ?? 30),
        node["replies"]?.AsObject().ToDictionary(each => each.Key, each => each.Value!.AsArray()) ?? [],
        node["http"]?.AsObject().ToDictionary(each => each.Key, each => each.Value!.GetValue<string>()) ?? []);

    // {"$json": …} is a string that holds JSON, {"$base64": "…"} one that holds bytes: so events stay readable.
    static JsonNode? Written(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } one when one.ContainsKey("$json") => Written(one["$json"])!.ToJsonString(),
        JsonObject { Count: 1 } one when one.ContainsKey("$base64") => Convert.ToBase64String(Encoding.UTF8.GetBytes(one["$base64"]!.GetValue<string>())),
        JsonObject some => new JsonObject(some.Select(each => KeyValuePair.Create(each.Key, Written(each.Value)))),
        JsonArray many => new JsonArray([.. many.Select(Written)]),
        _ => node?.DeepClone(),
    };
}
