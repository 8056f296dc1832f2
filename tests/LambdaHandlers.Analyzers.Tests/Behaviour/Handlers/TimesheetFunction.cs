using System.Globalization;
using System.Runtime.Serialization;
using Amazon.Lambda.Core;

namespace Hr;

public class Shift
{
    public string Employee { get; set; } = "";
    public string Start { get; set; } = "";
    public string End { get; set; } = "";
    public int BreakMinutes { get; set; }
}

public class Timesheet
{
    public string Week { get; set; } = "";
    public List<Shift> Shifts { get; set; } = new();
}

public class TimesheetResult
{
    public Dictionary<string, decimal> Hours { get; set; } = new();
    public Dictionary<string, decimal> Overtime { get; set; } = new();
    public List<string> Warnings { get; set; } = new();
}

public class TimesheetFunction
{
    public async Task<TimesheetResult> FunctionHandler(Timesheet input, ILambdaContext context)
    {
        var result = new TimesheetResult();
        var last = new Dictionary<string, DateTime>();
        try
        {
            foreach (var shift in input.Shifts)
            {
                var start = DateTime.ParseExact(shift.Start, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                var end = DateTime.ParseExact(shift.End, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                if (end <= start)
                {
                    throw new SerializationException($"{shift.Employee} stopped before the start");
                }

                var hours = (decimal)(end - start).TotalHours - shift.BreakMinutes / 60m;
                if (hours > 10)
                {
                    result.Warnings.Add($"{shift.Employee}: {hours.ToString("0.##", CultureInfo.InvariantCulture)} hours on {start:dd.MM.}");
                }
                // Six hours need a break of half an hour, nine of three quarters.
                var needed = hours > 9 ? 45 : hours > 6 ? 30 : 0;
                if (shift.BreakMinutes < needed)
                {
                    result.Warnings.Add($"{shift.Employee}: break too short");
                    hours -= (needed - shift.BreakMinutes) / 60m;
                }
                if (last.TryGetValue(shift.Employee, out var before) && (start - before).TotalHours < 11)
                {
                    result.Warnings.Add($"{shift.Employee}: rest too short");
                }
                last[shift.Employee] = end;
                result.Hours[shift.Employee] = result.Hours.GetValueOrDefault(shift.Employee) + Math.Round(hours, 2);
            }
            foreach (var (employee, hours) in result.Hours)
            {
                if (hours > 40) result.Overtime[employee] = hours - 40;
            }
        }
        catch (FormatException e)
        {
            context.Logger.LogError(e, "unreadable time in {Week}", input.Week);
            result.Warnings.Add("unreadable");
        }
        finally
        {
            context.Logger.LogInformation("{Week}: {Shifts} shifts", input.Week, input.Shifts.Count);
        }

        await Task.CompletedTask;
        return result;
    }
}
