using System.Runtime.InteropServices;

namespace DiffImaging.Host.Terminal;

/// <summary>Tells the C library to keep blocks of the size of an image instead of returning them to the system at once.</summary>
/// <remarks>By default glibc maps every block above 128 kB afresh, and the system clears its pages at first touch: for the
/// temporaries of an iteration this costs as much as the arithmetic. The threshold ends at 32 MiB, less than a stack of frames; without
/// any mapping every block comes from the heap, and with one arena from the same heap for all threads. Its pages are large ones where the system gives
/// them on request: a transform reads a column of an image from as many pages as the image has rows. Elsewhere than on glibc nothing is done.</remarks>
internal static partial class NativeMemory
{
    private const int MmapMax = -4;
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int ArenaMax = -8;
    private const int Never = -1;
    private const int HugePages = 14;       // MADV_HUGEPAGE
    private const nuint HugePage = 2 << 20;

    // Addresses, not memory: pages are taken when they are written to.
    private static readonly nuint Reserve = unchecked((nuint)(8UL << 30));

    public static void KeepLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Mallopt(MmapMax, 0);
            _ = Mallopt(TrimThreshold, Never);
            _ = Mallopt(TopPad, 64 << 20);
            _ = Mallopt(ArenaMax, 1);
            AskForHugePages();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: its own rules hold.
        }
    }

    /// <summary>Gives back to the system what nobody uses: a heap that is kept has the size of the largest run so far, and grows where its holes are too small for the next.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: its own rules hold.
        }
    }

    // The heap is grown once, told of, and given back to malloc, which keeps it.
    private static void AskForHugePages()
    {
        if (nuint.Size < sizeof(ulong))
        {
            return;
        }

        var block = Malloc(Reserve);
        if (block != 0)
        {
            var start = (block + HugePage - 1) / HugePage * HugePage;
            _ = Madvise(start, (block + Reserve - start) / HugePage * HugePage, HugePages);
            Free(block);
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial nuint Malloc(nuint size);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nuint block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(nuint start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
