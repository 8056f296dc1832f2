using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Catalogue;

public class Product
{
    public string Name { get; set; } = "";
    public string Category { get; set; } = "";
    public decimal Price { get; set; }
    public int Stock { get; set; }
}

public class ProductSearch
{
    private static readonly AmazonDynamoDBClient Client = new AmazonDynamoDBClient();

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var terms = (request.QueryStringParameters != null && request.QueryStringParameters.ContainsKey("q") ? request.QueryStringParameters["q"] : "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var products = new List<Product>();
        Dictionary<string, AttributeValue>? last = null;
        do
        {
            var page = await Client.ScanAsync(new ScanRequest { TableName = "products", ExclusiveStartKey = last, Limit = 2 });
            foreach (var item in page.Items)
            {
                products.Add(new Product
                {
                    Name = item["name"].S,
                    Category = item["category"].S,
                    Price = decimal.Parse(item["price"].N, CultureInfo.InvariantCulture),
                    Stock = int.Parse(item["stock"].N, CultureInfo.InvariantCulture),
                });
            }
            last = page.LastEvaluatedKey;
        } while (last != null && last.Count > 0);

        var hits = new List<(Product Product, double Score)>();
        foreach (var product in products)
        {
            double score = 0;
            foreach (var term in terms)
            {
                if (product.Name.Equals(term, StringComparison.OrdinalIgnoreCase)) score += 10;
                else if (product.Name.StartsWith(term, StringComparison.OrdinalIgnoreCase)) score += 5;
                else if (product.Name.Contains(term, StringComparison.OrdinalIgnoreCase)) score += 2;
                if (product.Category.Equals(term, StringComparison.OrdinalIgnoreCase)) score += 3;
            }
            if (product.Stock == 0) score /= 2;
            if (score > 0) hits.Add((product, score));
        }

        var facets = hits.GroupBy(h => h.Product.Category).ToDictionary(g => g.Key, g => g.Count());
        var names = hits.OrderByDescending(h => h.Score).ThenBy(h => h.Product.Price).Select(h => h.Product.Name).Take(20).ToArray();
        context.Logger.LogInformation("{Hits} hits", hits.Count);

        return new APIGatewayProxyResponse
        {
            StatusCode = 200,
            Body = JsonSerializer.Serialize(new { names, facets, cheapest = hits.Count == 0 ? 0 : hits.Min(h => h.Product.Price) })
        };
    }
}
