using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.SNSEvents;
using Amazon.SQS;

namespace Cloud.Costs;

public class CostLine
{
    public string Account { get; set; } = "";
    public string Service { get; set; } = "";
    public decimal Amount { get; set; }
}

public class BudgetGuard
{
    private static readonly AmazonDynamoDBClient Db = new();
    private static readonly AmazonSQSClient Queue = new();
    private static readonly string Table = Environment.GetEnvironmentVariable("BUDGETS") ?? "budgets";

    public async Task FunctionHandler(SNSEvent sns, ILambdaContext context)
    {
        var lines = sns.Records.SelectMany(record => JsonSerializer.Deserialize<List<CostLine>>(record.Sns.Message) ?? []).ToList();
        context.Logger.LogInformation("{Count} lines", lines.Count);

        foreach (var account in lines.GroupBy(line => line.Account))
        {
            decimal spent = 0;
            string? dearest = null;
            var top = 0m;
            foreach (var service in account.GroupBy(line => line.Service))
            {
                var sum = service.Sum(line => line.Amount);
                if (service.Key == "Tax") continue;
                if (service.Key.StartsWith("Support", StringComparison.Ordinal)) sum *= 0.5m;
                spent += sum;
                if (sum > top) (top, dearest) = (sum, service.Key);
            }

            GetItemResponse budget;
            try
            {
                budget = await Db.GetItemAsync(Table, new Dictionary<string, AttributeValue> { ["account"] = new(account.Key) });
            }
            catch (ResourceNotFoundException)
            {
                context.Logger.LogError("no table {Table}", Table);
                return;
            }
            if (budget.Item is null || !budget.Item.TryGetValue("limit", out var limitValue)) continue;

            var limit = decimal.Parse(limitValue.N, CultureInfo.InvariantCulture);
            var used = limit == 0 ? 1m : spent / limit;
            var level = used >= 1.2m ? "stop" : used >= 1m ? "alarm" : used >= 0.8m ? "warn" : null;
            if (level is null) continue;
            if (level == "stop" && budget.Item.ContainsKey("production")) level = "alarm";

            var text = $"{account.Key}: {Math.Round(used * 100)} % used, mostly by {dearest ?? "nothing"}";
            await Queue.SendMessageAsync("https://queue/" + level, text);
        }
    }
}
