using System.Net.Http.Json;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Money;

public sealed record Rates(string Base, Dictionary<string, decimal> Values);

public class CurrencyQuote(HttpClient http)
{
    public CurrencyQuote() : this(new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("RATES_URL")!), Timeout = TimeSpan.FromSeconds(20) })
    {
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> Handle(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var from = request.QueryStringParameters["from"];
        var to = request.QueryStringParameters["to"];
        var amount = JsonSerializer.Deserialize<decimal>(request.QueryStringParameters["amount"]);

        var rates = await http.GetFromJsonAsync<Rates>($"latest?base=EUR");
        if (rates is null)
        {
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 502 };
        }

        decimal cross;
        if (from == rates.Base) cross = rates.Values[to];
        else if (to == rates.Base) cross = 1 / rates.Values[from];
        else cross = rates.Values[to] / rates.Values[from];

        // The more exotic, the wider the spread.
        var spread = 0.005m;
        foreach (var currency in new[] { from, to })
        {
            if (currency is not ("EUR" or "USD" or "CHF" or "GBP")) spread += 0.01m;
        }
        if (amount > 10_000m) spread *= 0.6m;

        var sold = decimal.Round(amount * cross * (1 - spread), to == "JPY" ? 0 : 2);
        var fee = decimal.Round(amount * cross * spread, 2);
        context.Logger.LogInformation("{From}{To} at {Cross}", from, to, decimal.Round(cross, 5));

        return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(new { sold, fee }) };
    }
}
