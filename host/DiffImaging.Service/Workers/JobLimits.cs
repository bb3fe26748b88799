using System.Diagnostics;

namespace DiffImaging.Service.Workers;

/// <summary>What a job may use.</summary>
/// <param name="memory">Bytes; 0 for no limit.</param>
/// <param name="time">Seconds from now on; null for no limit.</param>
internal sealed class JobLimits(long memory, double? time)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>What was used up, for people; null for nothing.</summary>
    /// <param name="used">Bytes that the process holds.</param>
    public string? Check(long used) =>
        memory > 0 && used > memory ? FormattableString.Invariant($"it held {used / 1e9:0.0} GB of memory, more than the {memory / 1e9:0.0} GB of this node")
        : _clock.Elapsed.TotalSeconds > time ? FormattableString.Invariant($"it took longer than its limit of {time} s")
        : null;
}
