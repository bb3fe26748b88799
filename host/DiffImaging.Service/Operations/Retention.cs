using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Operations;

/// <summary>Removes jobs that have ended longer ago than they are to be kept.</summary>
internal sealed partial class Retention(IJobStore jobs, IJobFiles files, IOptions<ServiceOptions> options, ILogger<Retention> logger) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Removes what is too old now.</summary>
    /// <returns>How many jobs.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var (age, removed) = (TimeSpan.FromDays(options.Value.Retention.Days), 0);
        while (await jobs.FindEndedAsync(age, AtOnce, cancellation) is { Count: > 0 } old)
        {
            foreach (var id in old)
            {
                // Files first: a job without files can be removed again, files without a job would stay.
                foreach (var child in await jobs.FindChildrenAsync(id, cancellation))
                {
                    await files.RemoveAsync(child.Id, cancellation);
                }

                await files.RemoveAsync(id, cancellation);
                removed += await jobs.TryDeleteAsync(id, cancellation) ? 1 : 0;
            }
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Retention.Days <= 0)
        {
            return;
        }

        // Looked through twenty times within the time, so that nothing stays much longer than it should.
        var interval = TimeSpan.FromTicks(Math.Min(Longest.Ticks, TimeSpan.FromDays(options.Value.Retention.Days / 20).Ticks + TimeSpan.TicksPerSecond));
        using var timer = new PeriodicTimer(interval);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var removed)
                {
                    LogRemoved(removed);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
            {
                LogAgain(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} jobs were kept long enough and are removed")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "old jobs could not be removed; it is tried again")]
    private partial void LogAgain(Exception exception);
}
