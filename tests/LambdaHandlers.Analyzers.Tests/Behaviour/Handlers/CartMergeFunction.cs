#nullable enable
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Carts;

public sealed class CartMergeFunction
{
    private sealed record CartLine([property: JsonPropertyName("sku")] string Sku, [property: JsonPropertyName("qty")] int Quantity, [property: JsonPropertyName("added")] long AddedAt);

    private sealed record MergeRequest([property: JsonPropertyName("guest")] List<CartLine>? Guest, [property: JsonPropertyName("account")] List<CartLine>? Account);

    private const int MaxPerSku = 10;
    private const int MaxLines = 50;

    public APIGatewayHttpApiV2ProxyResponse Merge(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var merge = JsonSerializer.Deserialize<MergeRequest>(request.Body);
        if (merge is null)
        {
            return new() { StatusCode = 400, Body = "empty" };
        }

        var merged = new Dictionary<string, CartLine>();
        foreach (var line in (merge.Account ?? new()).Concat(merge.Guest ?? new()))
        {
            if (line.Quantity <= 0) continue;
            if (merged.TryGetValue(line.Sku, out var known))
            {
                merged[line.Sku] = known with
                {
                    Quantity = Math.Min(MaxPerSku, known.Quantity + line.Quantity),
                    AddedAt = Math.Max(known.AddedAt, line.AddedAt),
                };
            }
            else
            {
                merged[line.Sku] = line with { Quantity = Math.Min(MaxPerSku, line.Quantity) };
            }
        }

        var dropped = Math.Max(0, merged.Count - MaxLines);
        var lines = merged.Values
            .OrderByDescending(line => line.AddedAt)
            .Take(MaxLines)
            .ToList();

        context.Logger.LogInformation("merged into {Count} lines", lines.Count);
        return new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["X-Dropped"] = dropped.ToString() },
            Body = JsonSerializer.Serialize(lines),
        };
    }
}
