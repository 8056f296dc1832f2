using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;

namespace Bank.Savings;

public class NightlyInterest
{
    private readonly IAmazonDynamoDB _accounts;

    public NightlyInterest() : this(new AmazonDynamoDBClient()) { }

    public NightlyInterest(IAmazonDynamoDB accounts) => _accounts = accounts;

    public async Task<string> RunAsync(ScheduledEvent scheduled, ILambdaContext context)
    {
        var day = scheduled.Time.Date;
        var daysInYear = DateTime.IsLeapYear(day.Year) ? 366 : 365;
        var paid = 0m;
        var count = 0;

        var accounts = await _accounts.ScanAsync(new ScanRequest("accounts"));
        foreach (var account in accounts.Items)
        {
            if (context.RemainingTime < TimeSpan.FromSeconds(5))
            {
                context.Logger.LogWarning("out of time after {Count}", count);
                break;
            }

            var balance = decimal.Parse(account["balance"].N, CultureInfo.InvariantCulture);
            if (balance <= 0) continue;

            // The first 10,000 earn more.
            var interest = Math.Min(balance, 10_000m) * 0.025m / daysInYear;
            if (balance > 10_000m) interest += (balance - 10_000m) * 0.012m / daysInYear;
            if (account.TryGetValue("bonusUntil", out var until) && DateTime.Parse(until.S, CultureInfo.InvariantCulture) >= day)
            {
                interest *= 1.5m;
            }
            interest = decimal.Round(interest, 4);
            if (interest == 0) continue;

            await _accounts.UpdateItemAsync("accounts", new Dictionary<string, AttributeValue> { ["id"] = account["id"] }, new Dictionary<string, AttributeValueUpdate>
            {
                ["accrued"] = new(new AttributeValue { N = interest.ToString(CultureInfo.InvariantCulture) }, AttributeAction.ADD),
            });
            paid += interest;
            count++;
        }

        context.Logger.LogInformation("{Count} accounts", count);
        return $"{paid.ToString(CultureInfo.InvariantCulture)} to {count}";
    }
}
