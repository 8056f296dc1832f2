using System.Globalization;
using System.Text;

namespace LambdaHandlers.Benchmarks.Workloads;

/// <summary>
/// A project of 1,000 files with ten methods each. The first hundred are functions; each handler reaches eleven methods in other files, over chains of up to four calls,
/// and each chain ends where a client is made.
/// </summary>
sealed class GeneratedProject(Kind kind)
{
    const int Functions = 100;
    const int Files = 1000;
    const int ServicesPerFunction = (Files - Functions) / Functions;
    static readonly int[] Chains = [4, 4, 3];

    static readonly string[] Names = ["Load", "Check", "Map", "Save", "Notify", "Total", "Describe", "Sort", "Join", "Count"];

    /// <summary>The project; keystrokes go to the end of a chain, where a client is made.</summary>
    public static Workload Of(Kind kind)
    {
        var project = new GeneratedProject(kind);
        return new("Generated",
            [.. Enumerable.Range(0, Files).Select(file => (string.Create(CultureInfo.InvariantCulture, $"/generated/File{file:000}.cs"), file < Functions ? project.Function(file) : project.Service(file - Functions)))],
            Edited: Functions + ServicesPerFunction * 50 + 3, HasLambda: kind != Kind.WithoutLambda);
    }

    string Method(string owner, int index) => kind == Kind.DistinctNames ? Names[index] + owner : Names[index];

    string Function(int function)
    {
        var code = new StringBuilder();
        var calls = new StringBuilder();
        for (int chain = 0, service = 0; chain < Chains.Length; service += Chains[chain++] - 1)
            calls.AppendLine(CultureInfo.InvariantCulture, $"        total += await new Service{function * ServicesPerFunction + service}().{Method("Service" + (function * ServicesPerFunction + service), chain)}(order);");
        var parameters = kind == Kind.WithoutLambda ? "string order" : "string order, Amazon.Lambda.Core.ILambdaContext context";
        code.AppendLine(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            {{(function == 0 && kind != Kind.WithoutLambda ? "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]" : "")}}
            namespace Generated;

            public class Function{{function}}
            {
                public async Task<int> Handle({{parameters}})
                {
                    var total = 0;
            {{calls}}        return total;
                }
            """);
        for (var index = 1; index < Names.Length; index++) code.AppendLine(Ordinary(Method("Function" + function, index), index));
        return code.AppendLine("}").ToString();
    }

    string Service(int service)
    {
        var owner = "Service" + service;
        var place = service % ServicesPerFunction;
        var code = new StringBuilder();
        code.AppendLine(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            namespace Generated;

            public class {{owner}}
            {
            """);
        // Chain c starts at a service of its own; its last link makes a client.
        var steps = new string?[Names.Length];
        for (int chain = 0, first = 0; chain < Chains.Length; first += Chains[chain++] - 1)
            for (var link = 0; link < Chains[chain]; link++)
                if (place == Math.Min(first + link, ServicesPerFunction - 1))
                    steps[chain] = link == Chains[chain] - 1
                        ? "using var s3 = new Amazon.S3.AmazonS3Client(); var found = await s3.ListBucketsAsync(); return found.Buckets.Count;"
                        : $"return 1 + await new Service{Math.Min(service + 1, service - place + ServicesPerFunction - 1)}().{Method("Service" + Math.Min(service + 1, service - place + ServicesPerFunction - 1), chain)}(order);";
        for (var index = 0; index < Names.Length; index++)
            code.AppendLine(steps[index] is { } step ? $"    public async Task<int> {Method(owner, index)}(string order) {{ {step} }}" : Ordinary(Method(owner, index), index));
        return code.AppendLine("}").ToString();
    }

    // What most code is: no finding, but names, calls, literals and objects to look at.
    static string Ordinary(string name, int index) => string.Create(CultureInfo.InvariantCulture, $$"""
            public int {{name}}(string order, IReadOnlyList<int> amounts)
            {
                var seen = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var amount in amounts) seen[order + ":" + amount] = amount + {{index}};
                return seen.Count > 0 ? seen.Count : order.Length;
            }
        """);
}
