using System.Text.Json;
using Amazon.Lambda.ApplicationLoadBalancerEvents;
using Amazon.Lambda.Core;

namespace Edge;

public class LanguagePicker
{
    private static readonly Dictionary<string, string[]> Offered = new()
    {
        ["shop"] = new[] { "en", "de", "fr" },
        ["help"] = new[] { "en", "de" },
        ["jobs"] = new[] { "en" },
    };

    public ApplicationLoadBalancerResponse Pick(ApplicationLoadBalancerRequest request, ILambdaContext context)
    {
        var section = request.Path.Trim('/').Split('/')[0];
        if (!Offered.TryGetValue(section, out var offered))
        {
            return new ApplicationLoadBalancerResponse { StatusCode = 404, StatusDescription = "404 Not Found" };
        }

        string? accept = null;
        request.Headers?.TryGetValue("accept-language", out accept);

        var best = offered[0];
        var bestWeight = -1.0;
        var wildcard = 0.0;
        foreach (var part in (accept ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(';');
            var weight = 1.0;
            if (pieces.Length > 1 && pieces[1].Trim().StartsWith("q=") && !double.TryParse(pieces[1].Trim().AsSpan(2), System.Globalization.CultureInfo.InvariantCulture, out weight))
            {
                weight = 0;
            }
            var language = pieces[0].Split('-')[0].ToLowerInvariant();
            if (language == "*")
            {
                wildcard = weight;
                continue;
            }
            var index = Array.IndexOf(offered, language);
            if (index < 0) continue;
            // what we speak best wins a draw
            var score = weight - index * 0.001;
            if (score > bestWeight) (best, bestWeight) = (language, score);
        }
        if (bestWeight < 0 && wildcard > 0) best = offered[0];
        var certain = bestWeight >= 0.5;

        context.Logger.LogInformation("{Section} in {Language}", section, best);
        return new ApplicationLoadBalancerResponse
        {
            StatusCode = 302,
            Headers = new Dictionary<string, string> { ["Location"] = $"/{best}/{section}", ["Vary"] = "Accept-Language", ["X-Certain"] = certain ? "1" : "0" },
        };
    }
}
