using System.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>How large a function's configuration may be.</summary>
/// <remarks>AWS Lambda Developer Guide, <em>Lambda quotas</em>: timeout, memory, ephemeral storage, five layers, 4 KB of environment variables in aggregate.</remarks>
static class FunctionLimits
{
    const int MostLayers = 5;
    const int MostBytes = 4 * 1024;

    /// <summary>What is refused about a function's sizes.</summary>
    public static IEnumerable<Refusal?> Of(DeployedFunction function)
    {
        // On managed instances the bounds are others: 32 GB and, depending on what invokes it, 90 minutes.
        if (function.CapacityProvider is null)
        {
            yield return Quota.Timeout.Of(function.Timeout);
            yield return Quota.Memory.Of(function.MemorySize);
        }
        yield return Quota.EphemeralStorage.Of(function.EphemeralStorage);
        if (function.Layers.Where(IsLayer).Skip(MostLayers).FirstOrDefault() is { } sixth)
            yield return new Refusal(sixth.Location, "more than five layers", "put what they hold into five or fewer");
        if (Bytes(function) is var bytes and > MostBytes)
            yield return new Refusal(function.Declared, $"{Quota.Grouped(bytes)} bytes of environment variables",
                $"'{function.Name}' may have {Quota.Grouped(MostBytes)} together: keep the rest in Parameter Store or in a file of the package");
    }

    // What a condition or a variable puts there can be nothing, or several.
    static bool IsLayer(ConfigNode item) => item.Shape == ConfigShape.Scalar ? (item.Tag ?? "!Ref") is "!Ref" or "!Sub" or "!ImportValue" && !(item.Tag is null && item.IsIntrinsic) && item.Text is not ("" or "AWS::NoValue") : item.Reference is not null;

    // At least: values that are put there later come on top.
    static int Bytes(DeployedFunction function) => function.Environment.GroupBy(entry => entry.Key.Text)
        .Sum(same => Encoding.UTF8.GetByteCount(same.Key) + (same.Last().Value is { IsIntrinsic: false, Text: var text } ? Encoding.UTF8.GetByteCount(text) : 0));
}
