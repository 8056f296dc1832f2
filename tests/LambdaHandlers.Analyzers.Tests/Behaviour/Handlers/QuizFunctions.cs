using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Quiz;

public class Round
{
    public List<int> Guesses { get; set; } = new();
    public int Target { get; set; }
    public int Seconds { get; set; }
}

public class QuizFunctions
{
    public APIGatewayProxyResponse ScoreRound(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var round = JsonSerializer.Deserialize<Round>(request.Body)!;
        var points = 0;
        var best = int.MaxValue;
        for (var i = 0; i < round.Guesses.Count; i++)
        {
            var off = Math.Abs(round.Guesses[i] - round.Target);
            if (off < best)
            {
                points += Math.Max(0, 50 - off) / (i + 1);
                best = off;
            }
            if (off == 0) break;
        }
        if (round.Seconds < 10) points += 20;
        else if (round.Seconds < 30) points += 10;
        context.Logger.LogInformation("{Points} points", points);
        return new APIGatewayProxyResponse { StatusCode = 200, Body = points.ToString() };
    }

    public APIGatewayProxyResponse NextQuestion(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var asked = (request.QueryStringParameters?["asked"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet();
        var level = int.Parse(request.QueryStringParameters!["level"]);

        // A walk through the questions that is the same for everybody and looks like chance.
        var question = level * 100;
        var step = 37 + level % 3 * 2;
        for (var tries = 0; tries < 100; tries++)
        {
            question = level * 100 + (question + step) % 100;
            if (!asked.Contains(question)) break;
            if (tries == 99) return new APIGatewayProxyResponse { StatusCode = 410, Body = "all asked" };
        }
        var seconds = level > 5 ? 20 : level > 2 ? 30 : 45;
        if (asked.Count > 10) seconds -= 5;
        return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(new { question, seconds }) };
    }
}
