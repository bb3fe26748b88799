using DiffImaging.Service.Jobs;
using DiffImaging.Service.Nodes;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Scheduling;

/// <summary>Sees to it that every waiting job is queued, also where a node died between two steps.</summary>
internal sealed partial class QueueReconciler(
    IJobStore jobs, INodeStore nodes, JobQueue queue, IOptions<ServiceOptions> options, ILogger<QueueReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // A queued job is looked for again this often only: hundreds may wait for hours.
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(20);

    private readonly Dictionary<(string Id, long Attempt), long> _checked = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReconcileAsync(stoppingToken);
                await Task.Delay(Interval, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or Quartz.SchedulerException)
            {
                LogAgain(exception);
                await Task.Delay(Interval, CancellationToken.None);
            }
        }
    }

    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        var waiting = await jobs.FindWaitingAsync(cancellation);
        foreach (var gone in _checked.Keys.Except(waiting.Select(job => (job.Id, job.Attempt))).ToList())
        {
            _checked.Remove(gone);
        }

        var living = waiting.Any(job => job.Memory is not null) ? (await nodes.ListAsync(cancellation)).Where(node => node.IsAlive && node.Jobs > 0).ToList() : [];
        foreach (var job in waiting.Where(job => IsForSomebodyHere(job, living)))
        {
            var key = (job.Id, job.Attempt);
            if (!_checked.TryGetValue(key, out var last) || TimeProvider.System.GetElapsedTime(last) > (living.TrueForAll(node => node.Takes(job.Memory)) ? Recheck : Interval))
            {
                await queue.EnqueueAsync(job, cancellation);
                _checked[key] = TimeProvider.System.GetTimestamp();
            }
        }
    }

    // A node with too little memory may take a job's turn, and leaves the job: who has enough, or only answers, queues it again, and soon.
    private bool IsForSomebodyHere(Job job, List<Node> living)
    {
        var own = options.Value.Node;
        return own.Jobs == 0 ? living.Count == 0 || living.Exists(node => node.Takes(job.Memory)) : !(own.MemoryLimit > 0 && job.Memory > own.MemoryLimit);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the queue could not be looked through; it is tried again")]
    private partial void LogAgain(Exception exception);
}
