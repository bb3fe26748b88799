using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Operations;

/// <summary>The figures of this node, named and with units as OpenTelemetry has them.</summary>
internal sealed class JobMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "DiffImaging.Service";

    private const string State = "diffimaging.job.state";
    private const string Outcome = "diffimaging.attempt.outcome";

    // Seconds: from a glance to a day.
    private static readonly double[] Bounds = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400];

    private readonly ConcurrentDictionary<AttemptMeasure, bool> _running = new();
    private readonly Counter<long> _jobsEnded;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _uploaded;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _queued;

    public JobMetrics(IMeterFactory meters, JobCounts counts)
    {
        var meter = meters.Create(MeterName);
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds };
        meter.CreateObservableUpDownCounter("diffimaging.jobs", () => counts.Known().Select(pair => new Measurement<long>(pair.Count, new KeyValuePair<string, object?>(State, pair.State.Text()))),
            "{job}", "Jobs of the database in each state, the same on every node.");
        _jobsEnded = meter.CreateCounter<long>("diffimaging.jobs.ended", "{job}", "Jobs that this node has brought to an end, or taken back.");
        _started = meter.CreateCounter<long>("diffimaging.attempts.started", "{attempt}", "Attempts that this node has begun.");
        _ended = meter.CreateCounter<long>("diffimaging.attempts.ended", "{attempt}", "Attempts that have ended on this node; lost are those that another node has taken, or that the database could not be told of.");
        meter.CreateObservableUpDownCounter("diffimaging.attempts.active", () => _running.Count, "{attempt}", "Attempts that run on this node.");
        _duration = meter.CreateHistogram("diffimaging.attempt.duration", "s", "Time from taking a job to the end of the attempt.", advice: seconds);
        _queued = meter.CreateHistogram("diffimaging.job.queue.duration", "s", "Time from the submission of a job to its first attempt.", advice: seconds);
        meter.CreateObservableUpDownCounter("diffimaging.jobs.memory.usage", () => _running.Keys.Sum(attempt => attempt.Memory), "By", "Memory that the processes of jobs hold on this node.");
        _uploaded = meter.CreateCounter<long>("diffimaging.upload.io", "By", "Bytes of definitions and files that this node has taken in.");
    }

    /// <summary>Takes note that an attempt begins; it ends when the measure is disposed.</summary>
    public AttemptMeasure Attempt()
    {
        var attempt = new AttemptMeasure(this);
        _running.TryAdd(attempt, true);
        _started.Add(1);
        return attempt;
    }

    /// <summary>Takes note of the time that a job has waited.</summary>
    public void Waited(TimeSpan time) => _queued.Record(Math.Max(0, time.TotalSeconds));

    /// <summary>Takes note that a job has reached a final state.</summary>
    public void JobEnded(JobState state) => _jobsEnded.Add(1, new KeyValuePair<string, object?>(State, state.Text()));

    /// <summary>Takes note of bytes that came with a submission.</summary>
    public void Uploaded(long bytes) => _uploaded.Add(bytes);

    /// <summary>Takes note that an attempt has ended.</summary>
    internal void End(AttemptMeasure attempt)
    {
        if (!_running.TryRemove(attempt, out _))
        {
            return;
        }

        var outcome = new KeyValuePair<string, object?>(Outcome, attempt.State?.Text() ?? "lost");
        _ended.Add(1, outcome);
        _duration.Record(attempt.Elapsed.TotalSeconds, outcome);
        if (attempt.State is { } state && state.IsFinal())
        {
            JobEnded(state);
        }
    }
}
