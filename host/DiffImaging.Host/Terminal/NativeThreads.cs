using System.Runtime.InteropServices;

namespace DiffImaging.Host.Terminal;

/// <summary>Tells the OpenMP library of libtorch how long its threads look for work before they sleep.</summary>
/// <remarks>By default they spin for milliseconds after every tensor operation and hold the cores that the fused kernels'
/// threads, or another process, wait for: two experiments side by side on a busy machine then slow down many times over. A
/// few microseconds keep most of the speed of one experiment alone and cost the others nothing. A setting of the user's own
/// stays. Elsewhere than on Linux nothing is done.</remarks>
internal static partial class NativeThreads
{
    private const string SpinCount = "GOMP_SPINCOUNT";

    /// <summary>Sets the spin count; it counts only before libtorch is loaded.</summary>
    public static void SpinBriefly()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null)
        {
            return;
        }

        try
        {
            // The library asks the C environment, which .NET's copy does not reach.
            _ = SetEnvironment(SpinCount, "2000", overwrite: 0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: its own rules hold.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
