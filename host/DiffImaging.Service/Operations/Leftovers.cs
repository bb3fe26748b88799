using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Service.Operations;

/// <summary>Removes files that nobody will ask for: inputs whose job never came to be, and what a node that died had begun.</summary>
/// <remarks>Inputs are stored before their job is, and nothing of a job but its inputs says that it never ran: what looks otherwise is left alone, whoever it belongs to.</remarks>
internal sealed partial class Leftovers(IJobStore jobs, IJobFiles files, ILogger<Leftovers> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Time without a byte written after which no submission and no node is thought to be at work any more.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Removes what is old enough now.</summary>
    /// <returns>How many jobs that never came to be, and unfinished files and results.</returns>
    public async Task<(int Jobs, int Unfinished)> SweepAsync(CancellationToken cancellation)
    {
        // The files first, then the jobs: one that was added meanwhile is known.
        var alone = await files.FindInputsAloneAsync(Age, cancellation);
        var unknown = await jobs.FindUnknownAsync(alone, cancellation);
        foreach (var id in unknown)
        {
            await files.RemoveAsync(id, cancellation);
        }

        return (unknown.Count, await files.RemoveUnfinishedAsync(Age, cancellation));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                var (inputs, unfinished) = await SweepAsync(stoppingToken);
                if (inputs + unfinished > 0)
                {
                    LogRemoved(inputs, unfinished);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
            {
                LogAgain(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "removed the inputs of {Jobs} jobs that never came to be, and {Unfinished} unfinished files")]
    private partial void LogRemoved(int jobs, int unfinished);

    [LoggerMessage(Level = LogLevel.Warning, Message = "files that nobody will ask for could not be removed; it is tried again")]
    private partial void LogAgain(Exception exception);
}
