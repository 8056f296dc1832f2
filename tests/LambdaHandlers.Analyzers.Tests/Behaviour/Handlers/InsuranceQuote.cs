using Amazon.Lambda.Core;

namespace Insurance;

public abstract record Vehicle(int Year, decimal Value);
public sealed record Car(int Year, decimal Value, int Power) : Vehicle(Year, Value);
public sealed record Motorcycle(int Year, decimal Value, int Ccm) : Vehicle(Year, Value);

public record Driver(int Age, int YearsLicensed, int Claims);

public record QuoteRequest(Car? Car, Motorcycle? Motorcycle, Driver[] Drivers, int Kilometres, int Today);

public record Quote(bool Insurable, decimal Yearly, decimal Monthly, IReadOnlyList<string> Notes);

public class InsuranceQuote
{
    public Quote Handle(QuoteRequest request, ILambdaContext context)
    {
        Vehicle? vehicle = request.Car is { } car ? car : request.Motorcycle;
        if (vehicle is null || request.Drivers.Length == 0)
            return new Quote(false, 0, 0, new[] { "incomplete" });

        var notes = new List<string>();
        var premium = vehicle switch
        {
            Car { Power: > 300 } => 900m,
            Car { Power: > 150 } c => 400m + c.Power,
            Car => 380m,
            Motorcycle { Ccm: > 1000 } => 520m,
            Motorcycle => 250m,
            _ => 1000m,
        };
        premium += vehicle.Value * 0.012m;
        if (request.Today - vehicle.Year > 15)
        {
            premium *= 0.85m;
            notes.Add("old vehicle");
        }

        var factor = 1m;
        foreach (var driver in request.Drivers)
        {
            var own = driver switch
            {
                { Age: < 23 } => 1.8m,
                { Age: > 75 } => 1.4m,
                { YearsLicensed: < 3 } => 1.5m,
                _ => 1m,
            };
            own *= 1 + driver.Claims * 0.25m;
            if (driver.Claims > 4)
            {
                context.Logger.LogInformation("{Claims} claims are too many", driver.Claims);
                return new Quote(false, 0, 0, new[] { "too many claims" });
            }
            factor = Math.Max(factor, own);
        }
        premium *= factor;
        if (request.Kilometres > 20_000) premium *= 1.15m;
        else if (request.Kilometres < 6_000) { premium *= 0.9m; notes.Add("low mileage"); }

        var yearly = Math.Round(premium, 2);
        return new Quote(true, yearly, Math.Round(yearly * 1.04m / 12, 2), notes);
    }
}
