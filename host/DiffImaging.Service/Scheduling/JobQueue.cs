using DiffImaging.Service.Jobs;
using Quartz;

namespace DiffImaging.Service.Scheduling;

/// <summary>Hands waiting jobs to Quartz, which gives each to a free node in the order of priority.</summary>
internal sealed class JobQueue(ISchedulerFactory schedulers)
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
        await scheduler.ScheduleJob(detail, trigger, cancellationToken: cancellation);
    }

    // Quartz fires what is longest overdue, and looks at its own priorities only where two are due at the same moment.
    private static DateTimeOffset Turn(Job job) => job.Submitted.AddYears(-(int)job.Priority);

    /// <summary>Takes a job that waits out of the queue.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        await scheduler.UnscheduleJob(new TriggerKey(id, Group), cancellation);
    }
}
