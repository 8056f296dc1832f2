using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Bank.Loans;

public class LoanQuoteFunction
{
    public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var query = request.QueryStringParameters ?? new Dictionary<string, string>();
        if (!query.TryGetValue("amount", out var amountText) || !decimal.TryParse(amountText, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
            return Error("amount is required");
        if (!query.TryGetValue("months", out var monthsText) || !int.TryParse(monthsText, out var months))
            return Error("months is required");

        // Small loans run short, large ones need a score.
        if (amount < 1_000m || amount > 75_000m)
            return Error("amount out of range");
        var longest = amount < 5_000m ? 36 : 84;
        if (months < 6 || months > longest)
            return Error($"at most {longest} months");

        var yearly = months <= 24 ? 0.049m : months <= 48 ? 0.059m : 0.069m;
        if (query.TryGetValue("score", out var scoreText) && int.TryParse(scoreText, out var score))
        {
            if (score < 400)
                return new APIGatewayProxyResponse { StatusCode = (int)HttpStatusCode.Forbidden, Body = "declined" };
            yearly += score < 600 ? 0.02m : score > 800 ? -0.01m : 0m;
        }

        var monthly = yearly / 12;
        var factor = 1m;
        for (var i = 0; i < months; i++) factor *= 1 + monthly;
        var rate = Math.Round(amount * monthly * factor / (factor - 1), 2);
        var interest = rate * months - amount;

        context.Logger.LogInformation($"quoted {months} months");
        return new APIGatewayProxyResponse
        {
            StatusCode = (int)HttpStatusCode.OK,
            Body = JsonSerializer.Serialize(new { rate, interest, yearly }),
        };
    }

    private static APIGatewayProxyResponse Error(string message) =>
        new() { StatusCode = (int)HttpStatusCode.BadRequest, Body = JsonSerializer.Serialize(new { message }) };
}
