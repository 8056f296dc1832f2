using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Checkout
{
    public class Basket
    {
        public string CustomerId { get; set; } = "";
        public string Country { get; set; } = "";
        public bool IsMember { get; set; }
        public List<BasketItem> Items { get; set; } = new();
    }

    public class BasketItem
    {
        public string Sku { get; set; } = "";
        public int Quantity { get; set; }
        public decimal UnitPrice { get; set; }
        public bool IsBook { get; set; }
    }

    public class CheckoutFunction
    {
        private const decimal FreeShippingFrom = 50m;

        public APIGatewayProxyResponse FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
        {
            if (string.IsNullOrEmpty(request.Body))
            {
                return new APIGatewayProxyResponse { StatusCode = 400, Body = "basket missing" };
            }

            var basket = JsonSerializer.Deserialize<Basket>(request.Body);
            context.Logger.LogInformation("checkout for {CustomerId}", basket!.CustomerId);

            decimal net = 0;
            decimal tax = 0;
            foreach (var item in basket.Items)
            {
                var line = item.UnitPrice * item.Quantity;
                // twelve for the price of eleven
                if (item.Quantity >= 12)
                {
                    line -= item.UnitPrice * (item.Quantity / 12);
                }

                var rate = basket.Country == "DE" ? (item.IsBook ? 0.07m : 0.19m) : 0.20m;
                net += line;
                tax += Math.Round(line * rate, 2);
            }

            if (basket.IsMember && net > 100m)
            {
                var rebate = net * 0.03m;
                net -= rebate;
                tax -= Math.Round(rebate * 0.19m, 2);
            }

            var shipping = net >= FreeShippingFrom ? 0m : 4.90m;

            return new APIGatewayProxyResponse
            {
                StatusCode = 200,
                Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
                Body = JsonSerializer.Serialize(new { net, tax, shipping, total = net + tax + shipping }),
            };
        }
    }
}
