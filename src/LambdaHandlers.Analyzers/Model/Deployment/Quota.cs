using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>A number that Lambda takes between two bounds.</summary>
/// <remarks>
/// AWS Lambda Developer Guide, <em>Lambda quotas</em> (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), and the valid ranges of the API's
/// <c>CreateFunction</c> and <c>CreateEventSourceMapping</c>.
/// </remarks>
/// <param name="Name">What is measured, as it stands before the number or behind its unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound.</param>
sealed record Quota(string Name, string Unit, int Least, int Most)
{
    /// <summary>Seconds of a function.</summary>
    public static readonly Quota Timeout = new("a timeout of {0}", "s", 1, 900);

    /// <summary>Megabytes of a function.</summary>
    public static readonly Quota Memory = new("{0} of memory", "MB", 128, 10_240);

    /// <summary>Megabytes of <c>/tmp</c>.</summary>
    public static readonly Quota EphemeralStorage = new("{0} of /tmp", "MB", 512, 10_240);

    /// <summary>Records of a batch, whatever they come from.</summary>
    public static readonly Quota Batch = new("batches of {0}", "records", 1, 10_000);

    /// <summary>Messages of a batch from a FIFO queue.</summary>
    public static readonly Quota FifoBatch = new("batches of {0} from a FIFO queue", "messages", 1, 10);

    /// <summary>Seconds that records are gathered for.</summary>
    public static readonly Quota BatchingWindow = new("a batching window of {0}", "s", 0, 300);

    /// <summary>What is refused about a number, or null.</summary>
    public Refusal? Of(int? number, Func<Location> place) => number is null || (number >= Least && number <= Most) ? null
        : new Refusal(place(), string.Format(CultureInfo.InvariantCulture, Name, $"{Grouped(number.Value)} {Unit}"), $"choose {Grouped(Least)} to {Grouped(Most)} {Unit}");

    /// <summary>What is refused about a value of a file, or null: also where another value is put there.</summary>
    public Refusal? Of(ConfigNode? value) => Of(value?.Number, () => value!.Location);

    /// <summary>10,240</summary>
    public static string Grouped(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
