using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SNSEvents;
using Amazon.SQS;

namespace Operations;

public class AlarmRouter
{
    private static readonly IAmazonSQS Sqs = new AmazonSQSClient();

    private record Alarm(string Name, string State, string? Service, int Customers, DateTimeOffset At);

    public async Task HandleAsync(SNSEvent sns, ILambdaContext context)
    {
        foreach (var record in sns.Records)
        {
            var alarm = JsonSerializer.Deserialize<Alarm>(record.Sns.Message);
            if (alarm is null || alarm.State == "OK")
            {
                context.Logger.LogDebug("nothing to do");
                continue;
            }

            var severity = 5;
            if (alarm.Customers > 1000) severity = 1;
            else if (alarm.Customers > 100) severity = 2;
            else if (alarm.Customers > 0) severity = 3;
            if (alarm.Service is "payments" or "login") severity = Math.Max(1, severity - 1);

            var isNight = alarm.At.Hour is < 7 or > 20;
            var isWeekend = alarm.At.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var target = severity switch
            {
                1 => "pager",
                2 when isNight || isWeekend => "pager",
                2 or 3 => "chat",
                _ => isWeekend ? "backlog" : "ticket",
            };

            var title = $"[{severity}] {alarm.Name.Replace('-', ' ')} ({alarm.Customers} affected)";
            if (target == "pager" && title.Length > 40) title = title[..37] + "...";

            await Sqs.SendMessageAsync($"https://queue/{target}", title);
            context.Logger.LogInformation("{Alarm} to {Target}", alarm.Name, target);
        }
    }
}
