using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Workers;

/// <summary>Runs one attempt at a job on this node, from taking it to ending it.</summary>
internal sealed partial class JobRunner(
    IJobStore jobs, IJobFiles files, JobCommand command, DataFolder data, IOptions<ServiceOptions> options, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);

    private NodeOptions Node => options.Value.Node;

    /// <summary>Takes the job if it is to be had, runs it, and ends the attempt.</summary>
    /// <param name="id">The job.</param>
    /// <param name="stopping">The node stops: the job writes its checkpoint and goes on elsewhere, or here later.</param>
    public async Task RunAsync(string id, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || await jobs.TryStartAsync(id, Node.Name, stopping) is not { } attempt)
        {
            return;
        }

        using var scope = logger.BeginScope(new Dictionary<string, object> { ["Job"] = id, ["Attempt"] = attempt });
        LogStarted(id, attempt);
        var outcome = await AttemptAsync(id, attempt, stopping);
        if (outcome is null)
        {
            LogLost(id, attempt);
        }
        else
        {
            LogEnded(id, attempt, outcome.State, outcome.Message);
        }
    }

    // Null where another attempt has taken the job meanwhile.
    private async Task<JobOutcome?> AttemptAsync(string id, long attempt, CancellationToken stopping)
    {
        try
        {
            var definition = await jobs.FindDefinitionAsync(id, stopping) ?? throw new InvalidOperationException($"The job {id} has no definition.");
            using var folder = await WorkFolder.CreateAsync(data.Work, files, id, attempt, definition, stopping);
            return await SuperviseAsync(id, attempt, definition, folder, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await EndAsync(id, attempt, new JobOutcome(JobState.Interrupted, "its node stopped"), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            LogFailed(exception, id, attempt);
            return await EndAsync(id, attempt, new JobOutcome(JobState.Failed, $"node {Node.Name}: {exception.Message}"), null);
        }
    }

    private async Task<JobOutcome?> SuperviseAsync(string id, long attempt, string definition, WorkFolder folder, CancellationToken stopping)
    {
        var job = await jobs.FindAsync(id, stopping);
        await using var log = new StreamWriter(folder.Log, append: true) { AutoFlush = true };
        await log.WriteLineAsync(FormattableString.Invariant($"attempt {attempt} on {Node.Name}"));
        using var process = JobProcess.Start(command, Arguments(folder, definition), folder.Path, log, folder.Course);
        process.LowerPriority();
        var limits = new JobLimits(Node.MemoryLimit, job?.TimeLimit);
        var exit = process.WaitAsync(CancellationToken.None);
        string? broken = null;
        while (broken is null && !stopping.IsCancellationRequested && await Task.WhenAny(exit, Task.Delay(Beat, CancellationToken.None)) != exit)
        {
            var lease = await jobs.HeartbeatAsync(id, attempt, process.TakeProgress(), CancellationToken.None);
            if (lease == JobLease.Lost)
            {
                await process.KillAsync();
                return null;
            }

            if (lease == JobLease.CancelRequested)
            {
                await process.KillAsync();
                return await EndAsync(id, attempt, new JobOutcome(JobState.Cancelled), folder);
            }

            await ShareAsync(id, folder);
            broken = limits.Check(process.Memory());
        }

        if (broken is not null)
        {
            await process.KillAsync();
            return await EndAsync(id, attempt, new JobOutcome(JobState.Failed, broken), folder);
        }

        if (!exit.IsCompleted)
        {
            await process.StopAsync(TimeSpan.FromSeconds(Node.StopWithin));
        }

        await exit;
        await jobs.HeartbeatAsync(id, attempt, process.TakeProgress(), CancellationToken.None);
        await ShareAsync(id, folder, isOver: true);
        return process.Status == "cancelled" || (process.Status is null && stopping.IsCancellationRequested)
            ? await EndAsync(id, attempt, new JobOutcome(JobState.Interrupted, "its node stopped"), folder)
            : await FinishAsync(id, attempt, process, folder);
    }

    // A store that is full or away costs the way back after a fault, not the job: it goes on, and the next checkpoint is tried.
    private async Task ShareAsync(string id, WorkFolder folder, bool isOver = false)
    {
        try
        {
            await folder.ShareCheckpointAsync(CancellationToken.None);
            await folder.SharePreviewAsync(CancellationToken.None);
            await folder.ShareCourseAsync(isOver, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotShared(id, exception.Message);
        }
    }

    private async Task<JobOutcome?> FinishAsync(string id, long attempt, JobProcess process, WorkFolder folder)
    {
        var summary = ResultSummary.Read(folder.Result);
        if (process.ExitCode == 0 && summary is not null)
        {
            return await EndAsync(id, attempt, new JobOutcome(JobState.Succeeded, process.Message, summary), folder, publish: true);
        }

        var message = process.Status is not null ? $"{process.Status}: {process.Message}"
            : process.Errors.Length > 0 ? process.Errors
            : FormattableString.Invariant($"its process ended with code {process.ExitCode} and said nothing");
        return await EndAsync(id, attempt, new JobOutcome(JobState.Failed, message, summary), folder, publish: summary is not null);
    }

    private async Task<JobOutcome?> EndAsync(string id, long attempt, JobOutcome outcome, WorkFolder? folder, bool publish = false)
    {
        if (folder is not null)
        {
            await folder.ShareLogAsync(CancellationToken.None);
        }

        using var staged = publish ? await files.StageResultAsync(id, attempt, folder!.Result, CancellationToken.None) : null;
        if (!await jobs.TryEndAsync(id, attempt, outcome, staged is null ? null : staged.Publish, CancellationToken.None))
        {
            return null;
        }

        if (outcome.State.IsFinal())
        {
            await files.RemoveAsync(id, JobKeys.Checkpoint, CancellationToken.None);
        }

        return outcome;
    }

    private IEnumerable<string> Arguments(WorkFolder folder, string definition)
    {
        // A number or, out of merged layers, its text.
        var written = (JsonNode.Parse(definition)?["run"] as JsonObject)?["threads"]?.ToString();
        var asked = int.TryParse(written, CultureInfo.InvariantCulture, out var threads) ? threads : 0;
        var granted = asked > 0 ? Math.Min(asked, Node.ThreadsOfJob) : Node.ThreadsOfJob;
        return
        [
            "run", folder.Definition, "--supervised", .. options.Value.DataRoots.SelectMany(root => new[] { "--data-root", $"{root.Key}={root.Value}" }), "--output", folder.Result, "--preview", folder.Preview, .. File.Exists(folder.Checkpoint) ? ["--resume"] : Array.Empty<string>(),
            "--set", FormattableString.Invariant($"run:threads={granted}"), "--set", FormattableString.Invariant($"run:checkpointInterval={Node.CheckpointEvery}"),
        ];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "job {Job} starts, attempt {Attempt}")]
    private partial void LogStarted(string job, long attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "job {Job}, attempt {Attempt}: {State} {Message}")]
    private partial void LogEnded(string job, long attempt, JobState state, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}, attempt {Attempt}: another attempt has taken it; what this one did is discarded")]
    private partial void LogLost(string job, long attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}: its checkpoint, pictures or course could not be shared: {Reason}")]
    private partial void LogNotShared(string job, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "job {Job}, attempt {Attempt} could not be run")]
    private partial void LogFailed(Exception exception, string job, long attempt);
}
