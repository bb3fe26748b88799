using DiffImaging.Service.Workers;
using Quartz;

namespace DiffImaging.Service.Scheduling;

/// <summary>What Quartz runs: one attempt at the job whose id is the key's name.</summary>
/// <remarks>Delivery is at least once; <see cref="Jobs.IJobStore"/> sees to it that a job ends once.</remarks>
internal sealed class ExperimentJob(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await runner.RunAsync(context.JobDetail.Key.Name, cancellationToken);

        // Quartz then keeps a recovery trigger, by which another node, or this one later, goes on.
        cancellationToken.ThrowIfCancellationRequested();
    }
}
