using System.Collections.Immutable;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;

namespace Clinic;

public sealed record Appointment(int Id, string Patient, DateTime At, bool NoShowBefore, string? Phone, string? Mail);

public interface ICalendar
{
    IAsyncEnumerable<Appointment> BetweenAsync(DateTime from, DateTime to);
}

public interface IMessenger
{
    Task SendAsync(string channel, string to, string text);
}

public class DemoCalendar : ICalendar
{
    public async IAsyncEnumerable<Appointment> BetweenAsync(DateTime from, DateTime to)
    {
        await Task.Yield();
        yield return new(1, "Ann", from.AddHours(20), true, "1", "a@x");
        yield return new(2, "Bob", from.AddHours(30), false, null, "b@x");
        yield return new(3, "Cem", from.AddHours(47), true, null, null);
        yield return new(4, "Dan", to.AddHours(1), false, "4", null);
    }
}

public class DemoMessenger : IMessenger
{
    public Task SendAsync(string channel, string to, string text) => to == "b@x" && text.Contains("bounce") ? throw new IOException(to) : Task.CompletedTask;
}

public class ReminderPlanner
{
    private readonly ICalendar calendar;
    private readonly IMessenger messenger;

    public ReminderPlanner() : this(new DemoCalendar(), new DemoMessenger())
    {
    }

    public ReminderPlanner(ICalendar calendar, IMessenger messenger)
    {
        this.calendar = calendar;
        this.messenger = messenger;
    }

    public async Task<ImmutableArray<string>> FunctionHandler(ScheduledEvent scheduled, ILambdaContext context)
    {
        var now = scheduled.Time;
        var log = ImmutableArray.CreateBuilder<string>();
        var skipped = 0;
        await foreach (var appointment in this.calendar.BetweenAsync(now, now.AddDays(2)))
        {
            var ahead = appointment.At - now;
            var urgent = ahead < TimeSpan.FromHours(24);
            if (!urgent && !appointment.NoShowBefore && ahead > TimeSpan.FromHours(40))
            {
                skipped++;
                continue;
            }

            (string Channel, string To)? way = appointment switch
            {
                { Phone: { } phone } when urgent || appointment.NoShowBefore => ("sms", phone),
                { Mail: { } mail } => ("mail", mail),
                { Phone: { } phone } => ("sms", phone),
                _ => null,
            };
            if (way is not { } chosen)
            {
                context.Logger.LogWarning("nobody can reach {Patient}", appointment.Patient);
                skipped++;
                continue;
            }

            var when = appointment.At.Date == now.Date ? "today" : appointment.At.Date == now.Date.AddDays(1) ? "tomorrow" : "on " + appointment.At.DayOfWeek;
            var text = $"See you {when} at {appointment.At:HH:mm}";
            if (appointment.NoShowBefore) text += ", please call if you can't come";
            await this.messenger.SendAsync(chosen.Channel, chosen.To, text);
            log.Add($"{appointment.Id} {chosen.Channel}: {text}");
        }
        context.Logger.LogInformation("{Sent} sent, {Skipped} skipped", log.Count, skipped);
        return log.ToImmutable();
    }
}
