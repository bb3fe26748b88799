using DiffImaging.Service.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Service.Operations;

/// <summary>Knows how many jobs are in each state, so that whoever reads the figures, however often, asks no database.</summary>
internal sealed partial class JobCounts(IJobStore jobs, ILogger<JobCounts> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stale = 4 * Interval;

    private Answer? _last;

    /// <summary>Every state with its count; nothing where the database has not answered for some time.</summary>
    public IReadOnlyList<(JobState State, long Count)> Known() =>
        Volatile.Read(ref _last) is { } last && TimeProvider.System.GetElapsedTime(last.Time) < Stale
            ? [.. Enum.GetValues<JobState>().Select(state => (state, last.Counts.GetValueOrDefault(state)))]
            : [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                Volatile.Write(ref _last, new Answer(await jobs.CountAsync(stoppingToken), TimeProvider.System.GetTimestamp()));
            }
            catch (System.Data.Common.DbException exception)
            {
                LogAgain(exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the jobs could not be counted: {Reason}; it is tried again")]
    private partial void LogAgain(string reason);

    private sealed record Answer(IReadOnlyDictionary<JobState, long> Counts, long Time);
}
