using System.Diagnostics;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Operations;

/// <summary>What is measured of an attempt while it runs.</summary>
/// <param name="metrics">Told of its end.</param>
internal sealed class AttemptMeasure(JobMetrics metrics) : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _memory;

    /// <summary>How it ended; null where it was lost.</summary>
    public JobState? State { get; set; }

    /// <summary>Bytes that its process holds.</summary>
    public long Memory
    {
        get => Interlocked.Read(ref _memory);
        set => Interlocked.Exchange(ref _memory, value);
    }

    /// <summary>Time since it began.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public void Dispose() => metrics.End(this);
}
