#nullable disable
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;

namespace Shop.Shipments
{
    public class Delay
    {
        public string ShipmentId { get; set; }
        public DateTime Promised { get; set; }
        public string Cause { get; set; }
        public int Stops { get; set; }
        public bool Perishable { get; set; }
    }

    public class Notice
    {
        public string ShipmentId { get; set; }
        public DateTime NewDate { get; set; }
        public decimal Compensation { get; set; }
        public string Text { get; set; }
    }

    public class ShipmentDelayed
    {
        private readonly List<DateTime> _holidays = new List<DateTime> { new DateTime(2026, 4, 3), new DateTime(2026, 4, 6) };

        public async Task<Notice> FunctionHandler(CloudWatchEvent<Delay> cloudWatchEvent, ILambdaContext context)
        {
            var delay = cloudWatchEvent.Detail;
            context.Logger.LogLine("delay of " + delay.ShipmentId);

            int extra;
            switch (delay.Cause)
            {
                case "weather": extra = 2; break;
                case "customs": extra = 4; break;
                case "lost": extra = 10; break;
                default: extra = 1; break;
            }
            extra += delay.Stops / 3;

            var date = delay.Promised.Date;
            while (extra > 0)
            {
                date = date.AddDays(1);
                if (date.DayOfWeek == DayOfWeek.Saturday || date.DayOfWeek == DayOfWeek.Sunday || _holidays.Contains(date)) continue;
                extra--;
            }

            var late = (date - delay.Promised.Date).Days;
            decimal compensation = 0;
            if (delay.Perishable && late > 2)
                compensation = 25;
            else if (late > 7)
                compensation = 10;
            else if (late > 3)
                compensation = 5;

            await Task.Yield();
            return new Notice
            {
                ShipmentId = delay.ShipmentId,
                NewDate = date,
                Compensation = compensation,
                Text = compensation > 0 ? $"Sorry! {late} days late, {compensation} for you." : $"{late} days late."
            };
        }
    }
}
