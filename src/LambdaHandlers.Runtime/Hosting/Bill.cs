namespace LambdaHandlers.Runtime.Hosting;

/// <summary>What one invocation costs.</summary>
/// <param name="Duration">From dispatch until the environment was free again.</param>
/// <param name="Init">Of a cold start; billed too, since August 2025.</param>
/// <param name="MemorySize">Megabytes configured.</param>
/// <param name="MemoryUsed">Megabytes resident at the peak.</param>
public sealed record Charge(TimeSpan Duration, TimeSpan? Init, int MemorySize, int MemoryUsed)
{
    /// <summary>Whole milliseconds, rounded up.</summary>
    public long BilledMilliseconds => (long)Math.Ceiling((Duration + (Init ?? TimeSpan.Zero)).TotalMilliseconds);
}

/// <summary>What a function has cost so far.</summary>
public sealed class Bill(string architecture)
{
    /// <summary>Dollars for a GB-second, in <see cref="Aws.Region"/>.</summary>
    public static decimal PricePerGigabyteSecond(string architecture) => architecture == "arm64" ? 0.0000133334m : 0.0000166667m;

    /// <summary>Dollars for a request.</summary>
    public const decimal PricePerRequest = 0.20m / 1_000_000;

    readonly Lock _gate = new();

    /// <summary>Invocations.</summary>
    public int Requests { get; private set; }

    /// <summary>Of these, with a cold start.</summary>
    public int ColdStarts { get; private set; }

    /// <summary>Milliseconds billed.</summary>
    public long BilledMilliseconds { get; private set; }

    /// <summary>Memory times duration.</summary>
    public decimal GigabyteSeconds { get; private set; }

    /// <summary>The most memory any invocation has used.</summary>
    public int MaxMemoryUsed { get; private set; }

    /// <summary>An estimate in dollars.</summary>
    public decimal Dollars => GigabyteSeconds * PricePerGigabyteSecond(architecture) + Requests * PricePerRequest;

    internal void Add(Charge charge)
    {
        lock (_gate)
        {
            Requests++;
            if (charge.Init is not null) ColdStarts++;
            BilledMilliseconds += charge.BilledMilliseconds;
            GigabyteSeconds += charge.BilledMilliseconds / 1000m * charge.MemorySize / 1024m;
            MaxMemoryUsed = Math.Max(MaxMemoryUsed, charge.MemoryUsed);
        }
    }
}
