using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.SQS;

namespace Subscriptions;

public enum Plan { Free, Basic, Pro }

public class Subscription
{
    public string Id { get; set; } = "";
    public Plan Plan { get; set; }
    public Plan? NextPlan { get; set; }
    public DateTime Started { get; set; }
    public DateTime PaidUntil { get; set; }
    public int Seats { get; set; } = 1;
    public bool Cancelled { get; set; }
}

public interface ISubscriptions
{
    Task<List<Subscription>> EndingAsync(DateTime day);
}

public class SampleSubscriptions : ISubscriptions
{
    public Task<List<Subscription>> EndingAsync(DateTime day) => Task.FromResult(new List<Subscription>
    {
        new() { Id = "s1", Plan = Plan.Basic, Started = day.AddYears(-3), PaidUntil = day.AddDays(1), Seats = 3 },
        new() { Id = "s2", Plan = Plan.Pro, NextPlan = Plan.Basic, Started = day.AddMonths(-2), PaidUntil = day.AddDays(2), Seats = 12 },
        new() { Id = "s3", Plan = Plan.Pro, Started = day.AddMonths(-2), PaidUntil = day, Cancelled = true },
        new() { Id = "s4", Plan = Plan.Free, Started = day, PaidUntil = day },
    });
}

public class SubscriptionRenewals
{
    private readonly ISubscriptions _subscriptions = new SampleSubscriptions();
    private readonly IAmazonSQS _queue = new AmazonSQSClient();

    public async Task<object> FunctionHandler(ScheduledEvent input, ILambdaContext context)
    {
        var today = input.Time.Date;
        var ending = await _subscriptions.EndingAsync(today);
        int renewed = 0, ended = 0;
        decimal revenue = 0;

        foreach (var subscription in ending)
        {
            if (subscription.Cancelled || subscription.Plan == Plan.Free)
            {
                ended++;
                continue;
            }

            var plan = subscription.NextPlan ?? subscription.Plan;
            var perSeat = plan switch { Plan.Basic => 9m, Plan.Pro => 19m, _ => 0m };
            var price = perSeat * subscription.Seats;
            if (subscription.Seats >= 10) price *= 0.8m;
            var years = (today - subscription.Started).TotalDays / 365.25;
            if (years >= 2) price -= Math.Min(price * 0.1m, 5m);
            // What is left of the old month is given back.
            if (plan != subscription.Plan && subscription.PaidUntil > today)
            {
                var left = (subscription.PaidUntil - today).Days;
                price -= Math.Round(19m * subscription.Seats * left / 30m, 2);
            }
            price = Math.Max(0, Math.Round(price, 2));

            await _queue.SendMessageAsync("https://queue/charges", JsonSerializer.Serialize(new { subscription.Id, Plan = plan.ToString(), Price = price }));
            revenue += price;
            renewed++;
        }

        return new { renewed, ended, revenue };
    }
}
