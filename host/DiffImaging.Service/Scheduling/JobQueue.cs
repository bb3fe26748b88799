using DiffImaging.Service.Jobs;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DiffImaging.Service.Scheduling;

/// <summary>Hands waiting jobs to Quartz, which gives each to a free node in the order of priority. One that is cancelled meanwhile stays queued: its turn comes to nothing.</summary>
internal sealed partial class JobQueue(ISchedulerFactory schedulers, ILogger<JobQueue> logger)
{
    private const string Group = "experiments";

    /// <summary>Queues a job, unless it is queued or running already.</summary>
    public async Task EnqueueAsync(Job job, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        var key = new JobKey(job.Id, Group);
        if (await scheduler.Exists(key, cancellation))
        {
            return;
        }

        var detail = JobBuilder.Create<ExperimentJob>().WithIdentity(key).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().ForJob(key).WithIdentity(job.Id, Group).StartAt(Turn(job))
            .WithSimpleSchedule(simple => simple.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build();
        try
        {
            await scheduler.ScheduleJob(detail, trigger, cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node, or the call that submitted the job, was faster.
        }
    }

    /// <summary>Queues a job that is kept already: where that fails, <see cref="QueueReconciler"/> will do it, and nobody need know.</summary>
    public async Task EnqueueKeptAsync(Job job)
    {
        try
        {
            await EnqueueAsync(job, CancellationToken.None);
        }
        catch (Exception exception) when (exception is SchedulerException or System.Data.Common.DbException)
        {
            LogLater(job.Id, exception.Message);
        }
    }

    // Quartz fires what is longest overdue, and looks at its own priorities only where two are due at the same moment.
    // Children of one batch were submitted at one moment.
    private static DateTimeOffset Turn(Job job) => job.Submitted.AddYears(-(int)job.Priority).AddMilliseconds(JobId.NumberOf(job.Id));

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job} could not be queued at once: {Reason}; it will be")]
    private partial void LogLater(string job, string reason);
}
