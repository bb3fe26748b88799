using System.Collections.Concurrent;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Workers;

/// <summary>Whether this node has room for a job, and what becomes of one that found none.</summary>
/// <remarks>Jobs wait while the disk is full; but one that fills it again and again, whenever there is room, would keep the others from it for ever.</remarks>
internal sealed partial class NodeSpace(DataFolder data, IOptions<ServiceOptions> options, ILogger<NodeSpace> logger)
{
    private const int MostFills = 3;

    private readonly ConcurrentDictionary<string, int> _fills = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long? _filled;
    private bool _wasShort;

    private NodeOptions Node => options.Value.Node;

    private string[] Folders => options.Value.Store.FilesIn == FilePlace.Database ? [data.Path] : [data.Path, options.Value.Store.Files ?? data.Jobs];

    /// <summary>What is missing for a job to be taken now, for people; null for nothing.</summary>
    public string? Missing()
    {
        lock (_gate)
        {
            var pauses = _filled is { } time && TimeProvider.System.GetElapsedTime(time) < TimeSpan.FromSeconds(Node.PauseWhenFull);
            var missing = pauses ? "A job has filled the disk a moment ago."
                : Folders.Any(folder => FreeSpace.Of(folder) < Node.FreeSpace) ? FormattableString.Invariant($"Less than {Node.FreeSpace / 1e6:0.#} MB are free.")
                : null;
            if (missing is not null != _wasShort)
            {
                _wasShort = !_wasShort;
                Tell(missing);
            }

            return missing;
        }
    }

    /// <summary>Takes note that an attempt has filled the disk: no job is taken for a while.</summary>
    /// <param name="job">Whose attempt.</param>
    /// <param name="reason">What was to be written where.</param>
    /// <returns>How the attempt ends.</returns>
    public JobOutcome Filled(string job, string reason)
    {
        lock (_gate)
        {
            _filled = TimeProvider.System.GetTimestamp();
        }

        var free = string.Join(", ", Folders.Distinct(StringComparer.Ordinal).Select(folder => FormattableString.Invariant($"{FreeSpace.Of(folder) / 1e6:0.#} MB are free in '{folder}'")));
        var message = $"node {Node.Name}: the disk is full: {reason}; {free}";
        if (_fills.AddOrUpdate(job, 1, (_, times) => times + 1) < MostFills)
        {
            return new JobOutcome(JobState.Interrupted, $"{message}; it goes on when there is room");
        }

        _fills.TryRemove(job, out _);
        return new JobOutcome(JobState.Failed, $"{message}; this was the {MostFills}rd time");
    }

    /// <summary>Takes note that a job has come to its end here.</summary>
    public void Ended(string job) => _fills.TryRemove(job, out _);

    private void Tell(string? missing)
    {
        if (missing is null)
        {
            LogRoom();
        }
        else
        {
            LogShort(missing, string.Join(", ", Folders));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Missing} This node takes no jobs: {Folders}")]
    private partial void LogShort(string missing, string folders);

    [LoggerMessage(Level = LogLevel.Information, Message = "there is room again: this node takes jobs")]
    private partial void LogRoom();
}
