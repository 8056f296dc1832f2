using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;

namespace Games;

public sealed class LeaderboardStream
{
    public sealed class Entry
    {
        public required string Player { get; init; }
        public long Best { get; set; }
        public int Games { get; set; }
        public string Medal { get; set; } = "";
    }

    public IReadOnlyList<Entry> Update(DynamoDBEvent stream, ILambdaContext context)
    {
        var entries = new Dictionary<string, Entry>();
        foreach (var record in stream.Records)
        {
            if (record.EventName == "REMOVE") continue;
            var image = record.Dynamodb.NewImage;
            if (!image.TryGetValue("player", out var player) || !image.TryGetValue("score", out var score))
            {
                context.Logger.LogWarning("incomplete game {EventId}", record.EventID);
                continue;
            }

            var points = long.Parse(score.N);
            if (image.TryGetValue("assisted", out var assisted) && assisted.BOOL == true) points /= 2;
            if (image.TryGetValue("streak", out var streak)) points += 50 * Math.Min(10, long.Parse(streak.N));

            if (!entries.TryGetValue(player.S, out var entry))
            {
                entry = new Entry { Player = player.S };
                entries.Add(player.S, entry);
            }
            entry.Games++;
            entry.Best = Math.Max(entry.Best, points);
        }

        var ranked = entries.Values.OrderByDescending(e => e.Best).ThenBy(e => e.Games).ThenBy(e => e.Player).ToList();
        string[] medals = ["gold", "silver", "bronze"];
        for (var place = 0; place < ranked.Count && place < medals.Length; place++)
        {
            // the same score wins the same medal
            ranked[place].Medal = place > 0 && ranked[place].Best == ranked[place - 1].Best ? ranked[place - 1].Medal : medals[place];
        }
        return ranked;
    }
}
