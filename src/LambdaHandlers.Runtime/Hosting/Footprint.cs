using System.Runtime.InteropServices;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The host is a small thing beside big functions: it gives back what a burst of invocations and the JIT compiler have left.</summary>
sealed partial class Footprint
{
    const int PerSecond = 50;
    static bool s_hasTrim = OperatingSystem.IsLinux();
    int _served, _quiet, _ticks;

    /// <summary>Called every 20 milliseconds with the number of invocations so far.</summary>
    public void Tick(int served)
    {
        _quiet = served == _served ? _quiet + 1 : 0;
        _served = served;
        if (_quiet == PerSecond) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (++_ticks % PerSecond == 0 && _quiet < 10 * PerSecond) TrimNative();
    }

    /// <summary>The compiler keeps its work space until the finalizer thread has run twice, and glibc keeps what is freed in the middle of its heap until it is asked.</summary>
    static void TrimNative()
    {
        GC.WaitForPendingFinalizers();
        if (!s_hasTrim) return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            s_hasTrim = false; // Not glibc.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
