using System.Runtime.InteropServices;

namespace DiffImaging.Host.Terminal;

/// <summary>Tells the C library to keep blocks of the size of an image instead of returning them to the system at once.</summary>
/// <remarks>By default glibc maps every block above 128 kB afresh, and the system clears its pages at first touch: for the
/// temporaries of an iteration this costs as much as the arithmetic. Elsewhere than on glibc nothing is done.</remarks>
internal static partial class NativeMemory
{
    private const int MmapThreshold = -3;
    private const int TrimThreshold = -1;
    private const int TopPad = -2;

    // The largest threshold that glibc accepts on 64-bit systems.
    private const int LargestBlock = 32 << 20;

    public static void KeepLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Mallopt(MmapThreshold, LargestBlock);
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
