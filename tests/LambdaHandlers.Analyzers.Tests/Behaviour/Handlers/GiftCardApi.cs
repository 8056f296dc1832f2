using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Core;

namespace Shop.GiftCards;

public record GiftCardOrder(string? Design, decimal Amount, int Copies, string? Message, string Currency);

public class GiftCardApi
{
    [LambdaFunction(MemorySize = 256, Timeout = 10)]
    [HttpApi(LambdaHttpMethod.Post, "/gift-cards/price")]
    public IHttpResult Price([FromBody] GiftCardOrder order, ILambdaContext context)
    {
        if (order.Amount is < 5 or > 500)
        {
            context.Logger.LogInformation("amount {Amount} refused", order.Amount);
            return HttpResults.BadRequest("between 5 and 500");
        }

        var price = order.Amount * order.Copies;
        if (order.Copies >= 10) price *= 0.95m;
        if (order.Copies >= 50) price *= 0.95m;

        // Printing on paper costs, a message more so.
        decimal printing = 0;
        if (!string.IsNullOrEmpty(order.Design))
        {
            printing = order.Design == "gold" ? 2.5m : 1m;
            if (order.Message is { Length: > 0 } message)
            {
                var lines = (message.Length + 39) / 40;
                if (lines > 5)
                {
                    return HttpResults.BadRequest("message too long");
                }
                printing += lines * 0.2m;
            }
        }

        var total = price + printing * order.Copies;
        if (order.Currency != "EUR") total *= 1.02m;
        return HttpResults.Ok(decimal.Round(total, 2));
    }
}
