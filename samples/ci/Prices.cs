using System.Globalization;

namespace Stock;

/// <summary>The price list, somewhere on the network.</summary>
static class Prices
{
    public static async Task<decimal> Of(string article)
    {
        using var http = new HttpClient();
        return decimal.Parse(await http.GetStringAsync($"https://prices.example.com/{Uri.EscapeDataString(article)}"), CultureInfo.InvariantCulture);
    }
}
