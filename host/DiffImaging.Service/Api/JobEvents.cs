using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Api;

/// <summary>A job's course as events: <c>state</c> where its state or attempt has changed, <c>progress</c> where only its progress has.</summary>
internal static class JobEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    /// <summary>Tells where the job stands, then every change, and ends with a final state. The job may run on any node: the store is asked.</summary>
    public static async IAsyncEnumerable<SseItem<JobDocument>> WatchAsync(IJobStore jobs, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Job? last = null;
        while (await jobs.FindAsync(id, cancellation) is { } job)
        {
            if (last is null || job.State != last.State || job.Attempt != last.Attempt)
            {
                yield return new SseItem<JobDocument>(JobDocument.Of(job), "state");
            }
            else if (job.Progress != last.Progress || !Same(job.Children, last.Children))
            {
                yield return new SseItem<JobDocument>(JobDocument.Of(job), "progress");
            }

            if (job.State.IsFinal())
            {
                yield break;
            }

            last = job;
            await Task.Delay(Interval, cancellation);
        }
    }

    private static bool Same(IReadOnlyDictionary<JobState, long>? some, IReadOnlyDictionary<JobState, long>? others) =>
        some is null || others is null ? some == others : some.Count == others.Count && some.All(pair => others.GetValueOrDefault(pair.Key) == pair.Value);
}
