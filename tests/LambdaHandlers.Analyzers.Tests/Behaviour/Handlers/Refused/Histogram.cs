using System.Runtime.InteropServices;
using Amazon.Lambda.Core;

namespace Numbers;

public class Histogram
{
    public Dictionary<string, int> FunctionHandler(int[] values, ILambdaContext context)
    {
        var counts = new Dictionary<int, int>();
        var most = new[] { 0 };
        ref var highest = ref most[0];
        foreach (var value in values)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value / 10, out var known);
            slot++;
            if (!known) context.Logger.LogDebug("new bucket {Bucket}", value / 10);
            if (slot > highest) highest = slot;
        }
        context.Logger.LogInformation("highest {Highest}", highest);

        ref var scaled = ref highest;
        scaled = scaled > 50 ? scaled / 50 + 1 : 1;
        var bars = new Dictionary<string, int>();
        foreach (var bucket in counts.Keys.OrderBy(key => key))
        {
            var length = counts[bucket] / highest;
            if (length == 0 && counts[bucket] > 0) length = 1;
            bars[$"{bucket * 10}-{bucket * 10 + 9}"] = length;
        }
        return bars;
    }
}
