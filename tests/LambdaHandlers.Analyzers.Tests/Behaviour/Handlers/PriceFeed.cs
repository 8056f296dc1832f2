using System.Globalization;
using Amazon.Lambda.Core;

namespace Feeds;

public record Quote(string Symbol, string Price, string Currency, int Volume);

public record PriceFeedInput(List<Quote> Quotes, Dictionary<string, decimal> Rates);

public record Bar(string Symbol, decimal Open, decimal High, decimal Low, decimal Close, int Volume);

public class PriceFeed
{
    private const int MaxVolume = 10_000;

    public List<Bar> FunctionHandler(PriceFeedInput input, ILambdaContext context)
    {
        context.Logger.LogInformation("{Count} quotes", input.Quotes.Count);

        var bars = new List<Bar>();
        foreach (var symbol in input.Quotes.GroupBy(quote => quote.Symbol))
        {
            if (!HasTime(context)) break;
            decimal open = 0, high = 0, low = decimal.MaxValue, close = 0;
            var volume = 0;
            foreach (var quote in symbol)
            {
                if (InEuros(quote, input.Rates, context) is not { } price) continue;
                if (open == 0) open = price;
                if (price > high) high = price;
                low = Math.Min(low, price);
                close = price;
                volume += quote.Volume;
            }
            if (volume > 0) bars.Add(new Bar(symbol.Key, open, high, low, close, volume));
        }
        return bars;
    }

    // Whoever asks for the rest comes back.
    private static bool HasTime(ILambdaContext context) => context.RemainingTime > TimeSpan.FromSeconds(2);

    private decimal? InEuros(Quote quote, Dictionary<string, decimal> rates, ILambdaContext context)
    {
        if (!decimal.TryParse(quote.Price, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) || price <= 0)
        {
            Skip(quote, "no price", context);
            return null;
        }
        if (quote.Volume > MaxVolume)
        {
            Skip(quote, "too much at once", context);
            return null;
        }
        if (quote.Currency == "EUR") return price;
        if (!rates.TryGetValue(quote.Currency, out var rate))
        {
            Skip(quote, "unknown currency", context);
            return null;
        }
        return Math.Round(price * rate, 4);
    }

    private void Skip(Quote quote, string why, ILambdaContext context) =>
        context.Logger.LogWarning("{Symbol} skipped in {RequestId}: {Why}", quote.Symbol, context.AwsRequestId, why);
}
