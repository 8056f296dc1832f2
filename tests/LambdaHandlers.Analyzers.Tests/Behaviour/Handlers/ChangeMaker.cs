using Amazon.Lambda.Core;

namespace Vending;

public class Purchase
{
    public int PriceCents { get; set; }
    public int[] Inserted { get; set; } = [];
    public Dictionary<int, int> Till { get; set; } = [];
}

public class Change
{
    public Dictionary<int, int> Coins { get; set; } = [];
    public string? Problem { get; set; }
}

public class ChangeMaker
{
    private readonly int[] _accepted = [200, 100, 50, 20, 10];

    public Change FunctionHandler(Purchase purchase, ILambdaContext context)
    {
        var inserted = 0;
        var rejected = 0;
        foreach (var coin in purchase.Inserted)
        {
            if (Accept(coin)) continue;
            rejected++;
        }

        if (inserted < purchase.PriceCents)
        {
            context.Logger.LogInformation("{Missing} missing, {Rejected} rejected", purchase.PriceCents - inserted, rejected);
            return new Change { Problem = "insert more" };
        }

        // Greedy, then one coin less of the largest until it works out.
        var due = inserted - purchase.PriceCents;
        for (var skip = 0; skip < 3; skip++)
        {
            var left = due;
            var coins = new Dictionary<int, int>();
            foreach (var value in Descending())
            {
                var available = purchase.Till.GetValueOrDefault(value);
                var wanted = left / value;
                if (value == 200 && wanted > 0) wanted = Math.Max(0, wanted - skip);
                var given = Math.Min(available, wanted);
                if (given == 0) continue;
                coins[value] = given;
                left -= given * value;
            }
            if (left == 0) return new Change { Coins = coins };
        }

        context.Logger.LogWarning("no change for {Due}", due);
        return new Change { Problem = "no change" };

        bool Accept(int coin)
        {
            if (!_accepted.Contains(coin)) return false;
            inserted += coin;
            purchase.Till[coin] = purchase.Till.GetValueOrDefault(coin) + 1;
            return true;
        }

        IEnumerable<int> Descending()
        {
            foreach (var value in _accepted)
                if (value <= due) yield return value;
        }
    }
}
