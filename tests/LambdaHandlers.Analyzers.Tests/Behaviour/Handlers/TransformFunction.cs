using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;

namespace Pipes;

public class TransformFunction
{
    // Raw JSON in, raw JSON out: the shape is the partner's, not ours.
    public async Task<Stream> FunctionHandler(Stream input, ILambdaContext context)
    {
        var document = (await JsonNode.ParseAsync(input))!.AsObject();

        var output = new JsonObject();
        var skipped = 0;
        foreach (var (name, value) in document)
        {
            if (value is null || name.StartsWith('_'))
            {
                skipped++;
                continue;
            }

            // snake_case becomes camelCase
            var camel = new StringBuilder();
            var upper = false;
            foreach (var c in name)
            {
                if (c == '_') { upper = camel.Length > 0; continue; }
                camel.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }

            var key = camel.ToString();
            if (name.EndsWith("_cents", StringComparison.Ordinal))
            {
                key = key.Substring(0, key.Length - 5);
                output[key] = decimal.Round(value.GetValue<long>() / 100m, 2);
            }
            else if (name.EndsWith("_at", StringComparison.Ordinal))
            {
                output[key] = DateTimeOffset.FromUnixTimeSeconds(value.GetValue<long>()).ToString("u");
            }
            else
            {
                output[key] = value.DeepClone();
            }
        }
        if (skipped > 0) output["skipped"] = skipped;

        context.Logger.LogInformation("{Count} members", output.Count);
        return new MemoryStream(Encoding.UTF8.GetBytes(output.ToJsonString()));
    }
}
