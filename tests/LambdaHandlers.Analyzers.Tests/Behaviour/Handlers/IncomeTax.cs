using Amazon.Lambda.Core;

namespace Taxes;

public sealed record TaxReturn(int Year, decimal Income, decimal Expenses, bool Married, int Children, decimal Withheld);

public sealed record Assessment(decimal Taxable, decimal Tax, decimal Refund, decimal AverageRate);

public static class IncomeTax
{
    public static Assessment Assess(TaxReturn filed, ILambdaContext context)
    {
        ArgumentNullException.ThrowIfNull(filed);
        if (filed.Income < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(filed), "income below zero");
        }

        var allowance = filed.Married ? 2_460m : 1_230m;
        var taxable = filed.Income - Math.Max(allowance, filed.Expenses);
        taxable -= filed.Children * 3_192m * (filed.Married ? 2 : 1);
        taxable = Math.Max(0, decimal.Floor(taxable));

        // Spouses are taxed as if each earned half.
        var share = filed.Married ? taxable / 2 : taxable;
        decimal tax = 0;
        var lower = 0m;
        foreach (var (upper, rate) in Brackets(filed.Year))
        {
            if (share <= lower) break;
            tax += (Math.Min(share, upper) - lower) * rate;
            lower = upper;
        }
        if (filed.Married) tax *= 2;
        tax = decimal.Floor(tax);

        var average = taxable == 0 ? 0 : decimal.Round(tax / taxable, 4);
        context.Logger.LogInformation("assessed {Year}", filed.Year);
        return new Assessment(taxable, tax, filed.Withheld - tax, average);
    }

    private static IEnumerable<(decimal Upper, decimal Rate)> Brackets(int year)
    {
        yield return (year < 2025 ? 11_604m : 12_096m, 0m);
        yield return (17_005m, 0.19m);
        yield return (66_760m, 0.33m);
        yield return (277_825m, 0.42m);
        yield return (decimal.MaxValue, 0.45m);
    }
}
