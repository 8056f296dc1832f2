using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using static System.Math;
using Sizes = System.Collections.Generic.Dictionary<string, (int Width, int Height)>;

namespace Labels;

public record LabelRequest(string Kind, string Text, int Copies, string[]? Lines);

public class LabelProcessor
{
    // Somebody had the idea before.
    public static string Clean(string text) => text.Replace('\t', ' ').Trim();
}

public class LabelPrinter
{
    private static readonly Sizes Known = new()
    {
        ["small"] = (30, 10),
        ["parcel"] = (100, 150),
    };

    public async Task<List<string>> FunctionHandler(SQSEvent input, ILambdaContext context)
    {
        var printed = new List<string>();
        foreach (var message in input.Records)
        {
            var request = JsonSerializer.Deserialize<LabelRequest>(message.Body);
            if (request is null) continue;

            if (!Known.TryGetValue(request.Kind, out var size))
            {
                context.Logger.LogWarning("no label of kind {Kind} in {RequestId}", request.Kind, context.AwsRequestId);
                continue;
            }

            var text = LabelProcessor.Clean(request.Text);
            var perLine = Max(1, size.Width / 3);
            var lines = new List<string>(request.Lines ?? []);
            while (text.Length > perLine)
            {
                var cut = text.LastIndexOf(' ', perLine);
                if (cut <= 0) cut = perLine;
                lines.Add(text[..cut]);
                text = text[cut..].TrimStart();
            }
            if (text.Length > 0) lines.Add(text);

            var rows = Min(lines.Count, size.Height / 4);
            var dropped = lines.Count - rows;
            var header = $"""
                ^XA
                  ^PW{size.Width}
                ^LL{size.Height}
                """;
            var zpl = header + @"
^CF0,30
";
            for (var row = 0; row < rows; row++)
            {
                zpl += $"^FO10,{10 + row * 4}^FD{lines[row]}^FS\n";
            }
            zpl += request.Copies > 1 ? $"^PQ{Min(request.Copies, 99)}^XZ" : "^XZ";
            if (dropped > 0) context.Logger.LogInformation("{Dropped} lines dropped", dropped);
            printed.Add(zpl);
        }

        await Task.CompletedTask;
        return printed;
    }
}
