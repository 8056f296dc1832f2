using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Groceries;

public partial class DeliverySlots
{
    // How many crates a van carries, and how many vans there are.
    private const int CratesPerVan = 18;
    private const int Vans = 4;

    private static readonly TimeSpan Window = TimeSpan.FromHours(2);

    private readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private record Booked(string Slot, int Crates);

    private record SlotRequest(DateTime Day, int Crates, string Postcode, List<Booked> Taken);

    public async Task<APIGatewayHttpApiV2ProxyResponse> GetSlots(APIGatewayHttpApiV2ProxyRequest input, ILambdaContext context)
    {
        var wanted = JsonSerializer.Deserialize<SlotRequest>(input.Body, _json);
        if (wanted == null || wanted.Crates < 1)
        {
            return Answer(400, "what shall we bring?");
        }
        if (!IsServed(wanted.Postcode))
        {
            context.Logger.LogInformation("postcode {Postcode} is not served", wanted.Postcode);
            return Answer(404, "not in your area");
        }

        var result = new List<object>();
        var first = wanted.Day.Date.AddHours(wanted.Day.DayOfWeek == DayOfWeek.Saturday ? 9 : 8);
        for (var start = first; start.Hour < 20; start += Window)
        {
            var name = start.ToString("HH:mm");
            var taken = wanted.Taken.Where(b => b.Slot == name).Sum(b => b.Crates);
            var left = CratesPerVan * Vans - taken;
            if (left < wanted.Crates) continue;
            var fee = Fee(start, wanted.Crates);
            if (left > CratesPerVan * Vans / 2) fee -= 1m;
            if (wanted.Postcode.EndsWith("9")) fee += 1.5m;
            result.Add(new { slot = name, fee = Math.Max(0, fee) });
        }

        await Task.Delay(0);
        return result.Count == 0 ? Answer(409, "all full") : Answer(200, JsonSerializer.Serialize(result));
    }

    private static APIGatewayHttpApiV2ProxyResponse Answer(int status, string body) => new() { StatusCode = status, Body = body };

    private static bool IsServed(string postcode) => postcode.Length == 5 && postcode[0] is '1' or '2';

    /// <summary>Evenings are dear, bulk is cheap.</summary>
    private static decimal Fee(DateTime start, int crates)
    {
        var fee = start.Hour >= 17 ? 5.9m : start.Hour < 10 ? 4.9m : 3.9m;
        return crates > 6 ? fee / 2 : fee;
    }
}
