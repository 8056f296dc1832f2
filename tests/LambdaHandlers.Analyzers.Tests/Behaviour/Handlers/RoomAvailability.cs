using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Hotel;

public static class RoomAvailability
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public sealed record Stay(string Room, DateOnly From, DateOnly To);

    public sealed record Question(DateOnly From, DateOnly To, int Guests, List<Stay> Booked, Dictionary<string, int> Rooms);

    public static APIGatewayHttpApiV2ProxyResponse Find(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        Question question;
        try
        {
            question = JsonSerializer.Deserialize<Question>(request.Body, Json)!;
        }
        catch (JsonException e)
        {
            context.Logger.LogError(e, "unreadable question");
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 400 };
        }

        var nights = question.To.DayNumber - question.From.DayNumber;
        if (nights <= 0)
        {
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 422, Body = "leave after you arrive" };
        }

        var free = new List<string>();
        foreach (var (room, beds) in question.Rooms)
        {
            if (beds < question.Guests) continue;
            var clash = false;
            foreach (var stay in question.Booked)
            {
                if (stay.Room != room) continue;
                if (stay.From < question.To && question.From < stay.To)
                {
                    clash = true;
                    break;
                }
            }
            if (!clash) free.Add(room);
        }

        var best = free.OrderBy(room => question.Rooms[room] - question.Guests).ThenBy(room => room, StringComparer.Ordinal).FirstOrDefault();
        var price = 0m;
        for (var day = question.From; day < question.To; day = day.AddDays(1))
        {
            price += day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday ? 129m : 89m;
        }
        if (nights >= 7) price *= 0.9m;

        return new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = best is null ? 404 : 200,
            Body = JsonSerializer.Serialize(new { best, free, price }, Json),
        };
    }
}
