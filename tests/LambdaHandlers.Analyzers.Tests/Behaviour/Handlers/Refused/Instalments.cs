using Amazon.Lambda.Core;

namespace Bank.Instalments;

public record Credit(decimal Amount, decimal YearlyRate, int Months, int GraceMonths);

public record Instalment(int Month, decimal Interest, decimal Principal, decimal Left);

public class Instalments
{
    public IEnumerable<Instalment> FunctionHandler(Credit credit, ILambdaContext context)
    {
        var left = credit.Amount;
        var monthly = credit.YearlyRate / 12m;
        var paying = credit.Months - credit.GraceMonths;
        if (paying <= 0) yield break;

        var principal = decimal.Round(credit.Amount / paying, 2);
        for (var month = 1; month <= credit.Months; month++)
        {
            var interest = decimal.Round(left * monthly, 2);
            if (month <= credit.GraceMonths)
            {
                yield return new Instalment(month, interest, 0, left);
                continue;
            }
            var part = month == credit.Months ? left : Math.Min(principal, left);
            left -= part;
            if (left < 1 && month < credit.Months)
            {
                context.Logger.LogInformation("paid early in {Month}", month);
                yield return new Instalment(month, interest, part + left, 0);
                yield break;
            }
            yield return new Instalment(month, interest, part, left);
        }
    }
}
