using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace Greenhouse
{
	public class Reading
	{
		public string Sensor { get; set; } = "";
		public double Celsius { get; set; }
		public double Humidity { get; set; }
	}

	public class SensorReadings
	{
		public Dictionary<string, string> FunctionHandler(SQSEvent sqsEvent, ILambdaContext context)
		{
			var bySensor = new Dictionary<string, List<Reading>>();
			foreach (var record in sqsEvent.Records)
			{
				var reading = JsonSerializer.Deserialize<Reading>(record.Body);
				if (reading == null) continue;
				if (!bySensor.TryGetValue(reading.Sensor, out var list))
				{
					bySensor[reading.Sensor] = list = new List<Reading>();
				}
				list.Add(reading);
			}

			var states = new Dictionary<string, string>();
			foreach (var sensor in bySensor)
			{
				double sum = 0, max = double.MinValue, humid = 0;
				foreach (var reading in sensor.Value)
				{
					sum += reading.Celsius;
					humid += reading.Humidity;
					if (reading.Celsius > max) max = reading.Celsius;
				}
				var mean = sum / sensor.Value.Count;
				var vpd = 0.6108 * Math.Exp(17.27 * mean / (mean + 237.3)) * (1 - humid / sensor.Value.Count / 100);
				string state;
				if (max > 40 || mean > 35) state = "alarm";
				else if (vpd > 1.6) state = "dry";
				else if (vpd < 0.4) state = "mould";
				else state = "fine";
				states[sensor.Key] = state;
				if (state != "fine")
				{
					context.Logger.LogWarning("{Sensor} is {State}", sensor.Key, state);
				}
			}
			return states;
		}
	}
}
