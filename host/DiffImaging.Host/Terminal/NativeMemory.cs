using System.Runtime.InteropServices;

namespace DiffImaging.Host.Terminal;

/// <summary>Tells the C library to keep blocks of the size of an image instead of returning them to the system at once.</summary>
/// <remarks>By default glibc maps every block above 128 kB afresh, and the system clears its pages at first touch: for the
/// temporaries of an iteration this costs as much as the arithmetic. The threshold ends at 32 MiB, less than a stack of frames; without
/// any mapping every block comes from the heap. Elsewhere than on glibc nothing is done.</remarks>
internal static partial class NativeMemory
{
    private const int MmapMax = -4;
    private const int TrimThreshold = -1;
    private const int TopPad = -2;

    public static void KeepLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Mallopt(MmapMax, 0);
            _ = Mallopt(TrimThreshold, int.MaxValue);
            _ = Mallopt(TopPad, 64 << 20);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: its own rules hold.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
