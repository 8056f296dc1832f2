using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Theatre;

public interface ISeatMap
{
    Task<bool[]> FreeSeatsAsync(string show, int row);
}

public class HalfEmptyHouse : ISeatMap
{
    public Task<bool[]> FreeSeatsAsync(string show, int row) => show == "closed"
        ? throw new TimeoutException("the house is closed")
        : Task.FromResult(Enumerable.Range(0, 12).Select(seat => (seat + row) % 5 != 0).ToArray());
}

[LambdaStartup]
public class Startup
{
    public void ConfigureServices(IServiceCollection services) => services.AddSingleton<ISeatMap, HalfEmptyHouse>();
}

public class SeatBookingApi
{
    private readonly ISeatMap _seats;

    public SeatBookingApi(ISeatMap seats)
    {
        _seats = seats;
    }

    [LambdaFunction]
    [RestApi(LambdaHttpMethod.Get, "/shows/{show}/best")]
    public async Task<IHttpResult> Best(string show, [FromQuery] int people, ILambdaContext context)
    {
        if (people < 1)
            return HttpResults.BadRequest("nobody comes?");

        var best = (Row: -1, Seat: -1, Score: double.MinValue);
        for (var row = 1; row <= 8; row++)
        {
            var free = await _seats.FreeSeatsAsync(show, row);
            var run = 0;
            for (var seat = 0; seat < free.Length; seat++)
            {
                run = free[seat] ? run + 1 : 0;
                if (run < people) continue;
                var first = seat - people + 1;
                // the middle of the fourth row is where one wants to sit
                var middle = first + people / 2.0;
                var score = -Math.Abs(middle - free.Length / 2.0) - 1.5 * Math.Abs(row - 4);
                if (score > best.Score) best = (row, first, score);
            }
        }

        if (best.Row < 0)
        {
            context.Logger.LogWarning("no {People} seats together", people);
            return HttpResults.NotFound();
        }
        var price = best.Row <= 2 ? 35m : best.Row <= 5 ? 48m : 28m;
        if (people >= 10) price *= 0.9m;
        return HttpResults.Ok(new { best.Row, best.Seat, Price = price * people });
    }
}
