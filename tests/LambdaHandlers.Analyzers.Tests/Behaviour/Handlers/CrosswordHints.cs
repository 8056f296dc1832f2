using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Games.Crosswords;

public static class CrosswordHints
{
    static readonly string[] Dictionary = ["lambda", "lamp", "lamb", "limb", "climb", "plumb", "numb", "damp", "ramp", "tramp"];

    public static async Task<APIGatewayProxyResponse> GetAsync(APIGatewayProxyRequest request, ILambdaContext context)
    {
        string pattern = request.QueryStringParameters is { } query && query.TryGetValue("pattern", out var given) ? given : "";
        if (pattern.Length == 0)
            return new APIGatewayProxyResponse { StatusCode = 400, Body = "pattern" };

        var budget = request.QueryStringParameters.TryGetValue("max", out var max) && int.TryParse(max, out var number) ? number : 5;

        var hits = new List<(string Word, int Score)>();
        foreach (var word in Dictionary)
        {
            if (word.Length != pattern.Length) continue;
            int score = 0, i = 0;
            bool fits = true;
            do
            {
                char wanted = pattern[i], is_ = word[i];
                if (wanted == '?') score += "etaoin".IndexOf(is_) >= 0 ? 1 : 2;
                else if (wanted != is_) fits = false;
                i++;
            }
            while (fits && i < word.Length);
            if (!fits) continue;
            hits.Add((word, score));
        }

        hits.Sort((left, right) => left.Score != right.Score ? right.Score.CompareTo(left.Score) : string.CompareOrdinal(left.Word, right.Word));
        var more = hits.Count > budget;
        if (more) hits.RemoveRange(budget, hits.Count - budget);

        await Task.Yield();
        context.Logger.LogInformation("{Pattern}: {Hits}", pattern, hits.Count);
        return hits.Count switch
        {
            0 => new APIGatewayProxyResponse { StatusCode = 404 },
            _ => new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(new { words = hits.Select(hit => hit.Word), more }) },
        };
    }
}
