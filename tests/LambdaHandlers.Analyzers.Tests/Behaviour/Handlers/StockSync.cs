using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;

namespace Warehouse.Stock;

public record Delivery(string Sku, int Cartons, int PerCarton, int Broken);

public static class StockSync
{
    private static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient();

    public static async Task<int> SyncAsync(List<Delivery> deliveries, ILambdaContext context)
    {
        context.Logger.LogInformation("{Count} deliveries", deliveries.Count);

        var added = 0;
        foreach (var delivery in deliveries)
        {
            var pieces = delivery.Cartons * delivery.PerCarton - delivery.Broken;
            // A carton with a broken piece is opened, and one piece is kept as a sample.
            if (delivery.Broken > 0) pieces -= 1;
            // Whole pallets go to the outer store.
            var pallets = pieces / 144;
            if (pallets > 0) pieces -= pallets * 144;
            if (pieces <= 0) continue;
            var known = await KnownAsync(delivery.Sku);
            if (known + pieces > 500) pieces = Math.Max(0, 500 - known);
            if (pieces == 0) continue;
            await StoreAsync(delivery.Sku, known + pieces);
            added += pieces;
        }

        context.Logger.LogInformation("{Added} pieces", added);
        return added;
    }

    private static async Task<int> KnownAsync(string sku)
    {
        var found = await Db.GetItemAsync("stock", Key(sku));
        return found.Item is { Count: > 0 } item ? int.Parse(item["pieces"].N, CultureInfo.InvariantCulture) : 0;
    }

    static Task StoreAsync(string sku, int pieces) => Db.PutItemAsync("stock", new Dictionary<string, AttributeValue>(Key(sku)) { ["pieces"] = new() { N = pieces.ToString(CultureInfo.InvariantCulture) } });

    private static Dictionary<string, AttributeValue> Key(string sku) => new() { ["sku"] = new(sku) };
}
