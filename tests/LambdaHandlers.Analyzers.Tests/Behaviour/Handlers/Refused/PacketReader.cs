using Amazon.Lambda.Core;

namespace Packets;

public class PacketReader
{
    public string FunctionHandler(string packet, ILambdaContext context)
    {
        ReadOnlySpan<byte> bytes = Convert.FromBase64String(packet);
        Span<int> sums = stackalloc int[4];
        context.Logger.LogInformation("{Length} bytes", bytes.Length);

        while (bytes.Length > 2)
        {
            var kind = bytes[0] % 4;
            var length = bytes[1];
            if (length > bytes.Length - 2) throw new InvalidDataException("short packet");
            foreach (var value in bytes.Slice(2, length))
            {
                sums[kind] += kind == 1 ? value : -value;
                if (sums[kind] < -1000) sums[kind] += 1000;
            }
            bytes = bytes.Slice(2 + length);
        }

        if (bytes.Length > 0) sums[0] += bytes.Length * 7;
        var largest = 0;
        foreach (var sum in sums)
        {
            if (Math.Abs(sum) > Math.Abs(largest)) largest = sum;
        }
        return $"{largest} of {string.Join('/', sums.ToArray())}, {bytes.Length} left";
    }
}
