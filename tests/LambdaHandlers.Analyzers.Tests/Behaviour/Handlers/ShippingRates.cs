using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Parcels;

public record Parcel(double Weight, double Length, double Width, double Height, string From, string To, bool Insured = false, decimal Value = 0);

public record Rate(string Service, decimal Price, int Days);

public class ShippingRates
{
    static readonly string[] Zone1 = { "DE", "AT", "CH", "NL", "BE", "LU" };
    static readonly string[] Zone2 = { "FR", "IT", "ES", "PL", "CZ", "DK" };

    public APIGatewayProxyResponse GetRates(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var parcel = JsonSerializer.Deserialize<Parcel>(request.Body, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

        var volumetric = parcel.Length * parcel.Width * parcel.Height / 5000;
        var billable = Math.Ceiling(Math.Max(parcel.Weight, volumetric));
        var zone = parcel.From == parcel.To ? 0 : Zone(parcel.To);

        var rates = new List<Rate>();
        rates.Add(new Rate("economy", Price(3.5m, 0.8m), 3 + 2 * zone));
        if (billable <= 30)
        {
            rates.Add(new Rate("standard", Price(5.2m, 1.1m), 2 + zone));
        }
        if (billable <= 10 && zone < 3)
        {
            rates.Add(new Rate("express", Price(14m, 2.4m), 1 + zone / 2));
        }

        var sorted = rates.OrderBy(r => r.Price).ThenBy(r => r.Days).ToList();
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(sorted) };

        decimal Price(decimal start, decimal perKilo)
        {
            var price = start + perKilo * (decimal)billable * (1 + zone * 0.5m);
            if (parcel.Insured) price += Math.Max(1m, parcel.Value * 0.01m);
            return decimal.Round(price, 2);
        }

        static int Zone(string to) => Zone1.Contains(to) ? 1 : Zone2.Contains(to) ? 2 : 3;
    }
}
