using System.Globalization;
using System.Text;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;

namespace Support;

public class Ticket
{
    public int Id { get; set; }
    public string Agent { get; set; } = "";
    public DateTime Opened { get; set; }
    public DateTime? Closed { get; set; }
    public int Rating { get; set; }
}

public class TicketStore
{
    public virtual IEnumerable<Ticket> Since(DateTime from)
    {
        yield return new Ticket { Id = 1, Agent = "ann", Opened = from.AddHours(3), Closed = from.AddHours(9), Rating = 5 };
        yield return new Ticket { Id = 2, Agent = "ann", Opened = from.AddHours(30), Closed = from.AddHours(80), Rating = 2 };
        yield return new Ticket { Id = 3, Agent = "bob", Opened = from.AddHours(40), Rating = 0 };
        yield return new Ticket { Id = 4, Agent = "bob", Opened = from.AddHours(41), Closed = from.AddHours(42), Rating = 0 };
        if (from.Day == 1) yield return new Ticket { Id = 5, Agent = "cem", Opened = from.AddHours(-1), Closed = from.AddHours(-2), Rating = 4 };
    }
}

public class WeeklyReport
{
    private readonly TicketStore _store;

    public WeeklyReport()
    {
        _store = new TicketStore();
    }

    public string FunctionHandler(ScheduledEvent e, ILambdaContext context)
    {
        var until = e.Time;
        var from = until.AddDays(-7);
        var tickets = _store.Since(from).ToList();
        context.Logger.LogInformation("{Count} tickets", tickets.Count);

        var report = new StringBuilder("agent      closed  open  hours  stars\n");
        var worst = "";
        var worstStars = double.MaxValue;
        foreach (var agent in tickets.GroupBy(t => t.Agent).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            int closed = 0, open = 0, rated = 0;
            double hours = 0, stars = 0;
            foreach (var ticket in agent)
            {
                if (ticket.Closed is null) { open++; continue; }
                if (ticket.Closed < ticket.Opened) throw new InvalidOperationException($"ticket {ticket.Id} was closed before it was opened");
                closed++;
                hours += (ticket.Closed.Value - ticket.Opened).TotalHours;
                if (ticket.Rating > 0) { rated++; stars += ticket.Rating; }
            }
            var mean = closed == 0 ? 0 : hours / closed;
            var rating = rated == 0 ? double.NaN : stars / rated;
            if (rating < worstStars) (worst, worstStars) = (agent.Key, rating);
            report.Append(agent.Key.PadRight(11))
                .Append(closed.ToString(CultureInfo.InvariantCulture).PadLeft(6))
                .Append(open.ToString(CultureInfo.InvariantCulture).PadLeft(6))
                .Append(mean.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(7))
                .AppendLine(double.IsNaN(rating) ? "      -" : rating.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(7));
        }
        if (worstStars < 3) report.Append("talk to ").AppendLine(worst);
        return report.ToString();
    }
}
