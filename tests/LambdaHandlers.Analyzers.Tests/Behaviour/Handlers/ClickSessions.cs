using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;

namespace Analytics;

public record Click(string User, string Page, long At);

public record Session(string User, int Pages, long Seconds, string Landing, string Exit, bool Bounced);

public class ClickSessions
{
    private const long Gap = 30 * 60;

    public async Task<List<Session>> FunctionHandler(KinesisEvent kinesisEvent, ILambdaContext context)
    {
        var clicks = new List<Click>();
        foreach (var record in kinesisEvent.Records)
        {
            using var reader = new StreamReader(record.Kinesis.Data, Encoding.UTF8);
            var click = JsonSerializer.Deserialize<Click>(await reader.ReadToEndAsync());
            if (click is null || string.IsNullOrEmpty(click.User))
            {
                context.Logger.LogWarning("anonymous click in {Id}", record.EventId);
                continue;
            }
            clicks.Add(click);
        }

        var sessions = new List<Session>();
        foreach (var user in clicks.GroupBy(c => c.User).OrderBy(g => g.Key))
        {
            var open = new List<Click>();
            foreach (var click in user.OrderBy(c => c.At))
            {
                if (open.Count > 0 && click.At - open[^1].At > Gap)
                {
                    sessions.Add(Close(open));
                    open = new List<Click>();
                }
                // a reload is no second page
                if (open.Count > 0 && open[^1].Page == click.Page) continue;
                open.Add(click);
            }
            if (open.Count > 0) sessions.Add(Close(open));
        }

        context.Logger.LogInformation("{Clicks} clicks in {Sessions} sessions", clicks.Count, sessions.Count);
        return sessions;

        Session Close(List<Click> visited) => new(
            visited[0].User, visited.Count, visited[^1].At - visited[0].At, visited[0].Page, visited[^1].Page, visited.Count == 1);
    }
}
