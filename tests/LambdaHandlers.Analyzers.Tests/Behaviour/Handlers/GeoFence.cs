using System.Diagnostics;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.S3;

namespace Geo;

public abstract class JsonHandler<TIn, TOut>
{
    protected static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    protected static APIGatewayHttpApiV2ProxyResponse Json(int status, TOut body) => new() { StatusCode = status, Body = JsonSerializer.Serialize(body, Options) };

    protected static TIn? Parse(APIGatewayHttpApiV2ProxyRequest request) => JsonSerializer.Deserialize<TIn>(request.Body, Options);
}

public record Position(double Lat, double Lon, DateTimeOffset At);

public record Track(string Vehicle, List<Position> Positions);

public record Report(string Vehicle, int Visits, double MinutesInside, double Kilometres, bool Speeding);

public class GeoFence : JsonHandler<Track, Report>
{
    private readonly IAmazonS3 _s3;

    public GeoFence() : this(new AmazonS3Client()) { }

    public GeoFence(IAmazonS3 s3) => _s3 = s3;

    public async Task<APIGatewayHttpApiV2ProxyResponse> Handle(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        var track = Parse(request);
        if (track is not { Positions.Count: > 1 }) return new() { StatusCode = 400 };

        using var fence = await _s3.GetObjectAsync("fences", $"{track.Vehicle}.json");
        var polygon = (await JsonSerializer.DeserializeAsync<List<Position>>(fence.ResponseStream, Options))!;

        var inside = false;
        var visits = 0;
        var minutes = 0.0;
        var metres = 0.0;
        var speeding = false;
        Position? last = null;
        foreach (var position in track.Positions.OrderBy(p => p.At))
        {
            var crossings = 0;
            for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
            {
                var (a, b) = (polygon[i], polygon[j]);
                if ((a.Lat > position.Lat) != (b.Lat > position.Lat)
                    && position.Lon < (b.Lon - a.Lon) * (position.Lat - a.Lat) / (b.Lat - a.Lat) + a.Lon)
                {
                    crossings++;
                }
            }
            var now = crossings % 2 == 1;
            if (now && !inside) visits++;
            if (last is not null)
            {
                var seconds = (position.At - last.At).TotalSeconds;
                var step = 111_320 * Math.Sqrt(Math.Pow(position.Lat - last.Lat, 2) + Math.Pow((position.Lon - last.Lon) * Math.Cos(position.Lat * Math.PI / 180), 2));
                metres += step;
                if (now && inside) minutes += seconds / 60;
                if (seconds > 0 && step / seconds > 38) speeding = true;
            }
            (inside, last) = (now, position);
        }

        watch.Stop();
        context.Logger.LogInformation("{Vehicle} looked at", track.Vehicle);
        return Json(200, new Report(track.Vehicle, visits, Math.Round(minutes, 1), Math.Round(metres / 1000, 2), speeding));
    }
}
