using System.Runtime.InteropServices;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The few calls that .NET has no word for: signals to a process group, and pipes that can be asked whether they are empty.</summary>
static partial class Posix
{
    public const int Kill = 9;
    public static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    public static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    public struct Descriptor
    {
        public int Handle;
        public short Events;
        public short Happened;
    }

    public const short Readable = 1;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(Descriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int handle, byte* buffer, nuint count);
}

/// <summary>Windows has no signals; these two do the same to a whole process.</summary>
static partial class Windows
{
    [LibraryImport("ntdll", EntryPoint = "NtSuspendProcess")]
    public static partial int Suspend(nint process);

    [LibraryImport("ntdll", EntryPoint = "NtResumeProcess")]
    public static partial int Resume(nint process);
}
