using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;

namespace Wind;

public class TurbineTelemetry
{
    private class Sample
    {
        public string Turbine { get; set; } = "";
        public double Wind { get; set; }
        public double Kilowatts { get; set; }
    }

    public StreamsEventResponse Handle(KinesisEvent input, ILambdaContext context)
    {
        var failures = new List<StreamsEventResponse.BatchItemFailure>();
        var samples = new List<Sample>();
        foreach (var record in input.Records)
        {
            try
            {
                samples.Add(JsonSerializer.Deserialize<Sample>(record.Kinesis.Data)!);
            }
            catch (JsonException)
            {
                failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = record.Kinesis.SequenceNumber });
            }
        }

        // What the power curve promises, against what the turbine gives.
        var ratios = new Dictionary<string, double>();
        foreach (var group in samples.GroupBy(sample => sample.Turbine))
        {
            double expected = 0, given = 0;
            foreach (var sample in group)
            {
                var promised = sample.Wind < 3 ? 0 : sample.Wind > 25 ? 0 : sample.Wind >= 13 ? 3000 : 3000 * Math.Pow((sample.Wind - 3) / 10, 2.2);
                expected += promised;
                given += Math.Max(0, sample.Kilowatts);
            }
            if (expected > 0) ratios[group.Key] = given / expected;
        }

        if (ratios.Count > 1)
        {
            var mean = ratios.Values.Average();
            var deviation = Math.Sqrt(ratios.Values.Sum(ratio => (ratio - mean) * (ratio - mean)) / (ratios.Count - 1));
            foreach (var (turbine, ratio) in ratios)
            {
                if (ratio < 0.5 || ratio < mean - 1.5 * deviation)
                {
                    context.Logger.LogWarning("{Turbine} gives {Percent} %", turbine, (int)(ratio * 100));
                }
            }
        }

        return new StreamsEventResponse { BatchItemFailures = failures };
    }
}
