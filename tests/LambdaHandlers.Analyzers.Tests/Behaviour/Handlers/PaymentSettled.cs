using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;

namespace Payments;

public record Payment(string Id, string Merchant, decimal Amount, string Currency, string Method, string CardCountry);

public record Settlement(string PaymentId, decimal Gross, decimal Fee, decimal Net, DateOnly PayoutOn);

public class PaymentSettled(IAmazonDynamoDB table)
{
    public PaymentSettled() : this(new AmazonDynamoDBClient())
    {
    }

    public async Task<Settlement?> Handle(CloudWatchEvent<Payment> message, ILambdaContext context)
    {
        var payment = message.Detail;
        if (payment is null || payment.Amount == 0)
        {
            context.Logger.LogWarning("empty payment in {EventId}", message.Id);
            return null;
        }

        var (percent, fix) = payment.Method switch
        {
            "card" when payment.CardCountry is "US" or "CA" => (0.029m, 0.30m),
            "card" => (0.014m, 0.25m),
            "sepa" => (0m, 0.35m),
            "wallet" => (0.019m, 0.10m),
            _ => throw new NotSupportedException($"payment by {payment.Method}"),
        };
        var fee = payment.Amount * percent + fix;
        if (payment.Currency != "EUR") fee += payment.Amount * 0.01m;
        fee = decimal.Round(Math.Min(fee, payment.Amount), 2, MidpointRounding.ToEven);

        var days = payment.Method == "sepa" ? 5 : 2;
        var payout = DateOnly.FromDateTime(message.Time);
        while (days > 0)
        {
            payout = payout.AddDays(1);
            if (payout.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days--;
        }

        var settlement = new Settlement(payment.Id, payment.Amount, fee, payment.Amount - fee, payout);
        await table.PutItemAsync("settlements", new Dictionary<string, AttributeValue>
        {
            ["id"] = new(settlement.PaymentId),
            ["net"] = new() { N = settlement.Net.ToString(CultureInfo.InvariantCulture) },
            ["on"] = new(payout.ToString("O", CultureInfo.InvariantCulture)),
        });
        return settlement;
    }
}
