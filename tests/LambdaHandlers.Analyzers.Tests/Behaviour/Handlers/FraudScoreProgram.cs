using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

var blocked = new HashSet<string> { "mailinator.example", "trash.example" };

var handler = (Transaction transaction, ILambdaContext context) =>
{
    context.Logger.LogInformation("scoring {Id}", transaction.Id);

    var score = 0;
    if (transaction.Amount > 1000) score += 20;
    if (transaction.Amount > 5000) score += 30;
    if (transaction.CardCountry != transaction.IpCountry) score += 25;

    var domain = transaction.Email.Split('@').Last().ToLowerInvariant();
    if (blocked.Contains(domain)) score += 40;

    var recent = 0;
    foreach (var earlier in transaction.Earlier ?? new List<Earlier>())
    {
        if (transaction.At - earlier.At > 3600) continue;
        recent++;
        if (earlier.Declined) score += 10;
    }
    if (recent > 3) score += 5 * recent;

    var action = score switch
    {
        >= 80 => "block",
        >= 50 => "review",
        _ => "pass",
    };
    return new Score(transaction.Id, score, action);
};

await LambdaBootstrapBuilder.Create<Transaction, Score>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();

public record Earlier(long At, bool Declined);

public record Transaction(string Id, decimal Amount, string CardCountry, string IpCountry, string Email, long At, List<Earlier>? Earlier);

public record Score(string Id, int Points, string Action);
