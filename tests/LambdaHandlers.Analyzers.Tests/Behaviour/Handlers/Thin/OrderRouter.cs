using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Orders;

public record Order(string Id, decimal Total);

public interface IOrders
{
    Task<Order?> FindAsync(string id);
    Task<IReadOnlyList<Order>> AllAsync();
    Task SaveAsync(Order order);
}

public class MemoryOrders : IOrders
{
    private readonly Dictionary<string, Order> _orders = new() { ["1"] = new Order("1", 10) };
    public Task<Order?> FindAsync(string id) => Task.FromResult(_orders.GetValueOrDefault(id));
    public Task<IReadOnlyList<Order>> AllAsync() => Task.FromResult<IReadOnlyList<Order>>(_orders.Values.ToList());
    public Task SaveAsync(Order order) { _orders[order.Id] = order; return Task.CompletedTask; }
}

public class OrderRouter
{
    private readonly IOrders _orders;

    public OrderRouter() : this(new MemoryOrders()) { }

    public OrderRouter(IOrders orders) => _orders = orders;

    public async Task<APIGatewayHttpApiV2ProxyResponse> FunctionHandler(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        context.Logger.LogInformation("{Route}", request.RouteKey);
        switch (request.RouteKey)
        {
            case "GET /orders":
                return Ok(await _orders.AllAsync());
            case "GET /orders/{id}":
                var order = await _orders.FindAsync(request.PathParameters["id"]);
                return order is null ? new APIGatewayHttpApiV2ProxyResponse { StatusCode = 404 } : Ok(order);
            case "PUT /orders":
                if (string.IsNullOrEmpty(request.Body)) return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 400 };
                await _orders.SaveAsync(JsonSerializer.Deserialize<Order>(request.Body)!);
                return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 204 };
            default:
                return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 404 };
        }
    }

    private static APIGatewayHttpApiV2ProxyResponse Ok(object body) => new() { StatusCode = 200, Body = JsonSerializer.Serialize(body) };
}
