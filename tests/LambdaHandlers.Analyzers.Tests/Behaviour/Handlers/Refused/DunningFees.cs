using Amazon.Lambda.Core;

namespace Collections;

public record Claim(decimal Amount, int DaysLate, int Reminders, bool Business);

public class DunningFees
{
    public string FunctionHandler(Claim claim, ILambdaContext context)
    {
        var rate = claim.Business ? 0.0927m : 0.0527m;
        var fees = 0m;
        var interest = 0m;
        var days = claim.DaysLate;
        var round = 0;
    again:
        if (days <= 0) goto done;
        if (round > claim.Reminders) return "hand it over";
        var span = Math.Min(days, 30);
        interest += claim.Amount * rate * span / 365m;
        if (round > 0) fees += claim.Business ? 5m : 2.5m;
        if (fees > claim.Amount * 0.1m) goto capped;
        days -= span;
        round++;
        context.Logger.LogDebug("round {Round}", round);
        goto again;
    capped:
        fees = claim.Amount * 0.1m;
        context.Logger.LogInformation("fees capped");
        if (days > 180) return "write it off";
    done:
        if (claim.Business && claim.DaysLate > 0) fees += 40m;
        var total = claim.Amount + decimal.Round(interest, 2) + fees;
        return $"{total} with {fees} of fees after {round} rounds";
    }
}
