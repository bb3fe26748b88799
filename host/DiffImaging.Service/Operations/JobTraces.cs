using System.Diagnostics;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Operations;

/// <summary>The spans of a job: its submission, and every attempt at it.</summary>
internal static class JobTraces
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "DiffImaging.Service";

    private const string Job = "diffimaging.job.id";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a submission; null where nobody listens.</summary>
    public static Activity? Submission(string job) => Source.StartActivity("submit job")?.SetTag(Job, job);

    /// <summary>Begins the span of an attempt, with the link to the submission that the scheduler has kept; null where nobody listens.</summary>
    public static Activity? Attempt(string job, long attempt) =>
        Source.StartActivity("attempt job", ActivityKind.Consumer, Activity.Current?.Context ?? default, links: Activity.Current?.Links)
            ?.SetTag(Job, job).SetTag("diffimaging.attempt", attempt);

    /// <summary>Says how an attempt ended.</summary>
    /// <param name="attempt">Its span; null where nobody listens.</param>
    /// <param name="outcome">How; null where it was lost.</param>
    public static void End(Activity? attempt, JobOutcome? outcome)
    {
        attempt?.SetTag("diffimaging.attempt.outcome", outcome?.State.Text() ?? "lost");
        if (outcome?.State == JobState.Failed)
        {
            attempt?.SetStatus(ActivityStatusCode.Error, outcome.Message);
        }
    }
}
