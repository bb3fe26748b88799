using System.Globalization;

namespace DiffImaging.Benchmarks;

/// <summary>The largest resident memory of this process, as Linux counts it (VmHWM).</summary>
internal static class PeakMemory
{
    /// <summary>In MiB; null where the system does not tell.</summary>
    public static double? Read() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
            : null;
}
