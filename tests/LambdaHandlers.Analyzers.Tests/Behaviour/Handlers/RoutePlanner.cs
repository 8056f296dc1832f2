using Amazon.Lambda.Core;

namespace Logistics;

public record Stop(string Name, double Lat, double Lon, int Minutes = 5);

public record RouteRequest(Stop Depot, List<Stop> Stops, double SpeedKmh = 40);

public record Route(List<string> Order, double Kilometres, double Hours);

public class RoutePlanner
{
    private const double EarthRadius = 6371;

    public Route Plan(RouteRequest request, ILambdaContext context)
    {
        if (request.Stops is not { Count: > 0 })
        {
            return new Route(new List<string>(), 0, 0);
        }

        var open = new List<Stop>(request.Stops);
        var route = new List<Stop> { request.Depot };
        while (open.Count > 0)
        {
            var nearest = open[0];
            var shortest = double.MaxValue;
            for (var i = 0; i < open.Count; i++)
            {
                var distance = Distance(route[^1], open[i]);
                if (distance < shortest)
                {
                    shortest = distance;
                    nearest = open[i];
                }
            }
            route.Add(nearest);
            open.Remove(nearest);
        }
        route.Add(request.Depot);

        // 2-opt: turn a stretch around where that is shorter
        bool improved;
        do
        {
            improved = false;
            for (var i = 1; i < route.Count - 2; i++)
            {
                for (var j = i + 1; j < route.Count - 1; j++)
                {
                    var now = Distance(route[i - 1], route[i]) + Distance(route[j], route[j + 1]);
                    var then = Distance(route[i - 1], route[j]) + Distance(route[i], route[j + 1]);
                    if (then < now - 1e-9)
                    {
                        route.Reverse(i, j - i + 1);
                        improved = true;
                    }
                }
            }
        } while (improved);

        double kilometres = 0;
        for (var i = 1; i < route.Count; i++) kilometres += Distance(route[i - 1], route[i]);
        var hours = kilometres / request.SpeedKmh + route.Sum(stop => stop.Minutes) / 60.0;
        context.Logger.LogInformation("{Stops} stops", route.Count - 2);
        return new Route(route.Select(stop => stop.Name).ToList(), Math.Round(kilometres, 3), Math.Round(hours, 3));
    }

    private static double Distance(Stop a, Stop b)
    {
        double Rad(double degrees) => degrees * Math.PI / 180;
        var dLat = Rad(b.Lat - a.Lat);
        var dLon = Rad(b.Lon - a.Lon);
        var h = Math.Sin(dLat / 2) * Math.Sin(dLat / 2) + Math.Cos(Rad(a.Lat)) * Math.Cos(Rad(b.Lat)) * Math.Sin(dLon / 2) * Math.Sin(dLon / 2);
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(h));
    }
}
