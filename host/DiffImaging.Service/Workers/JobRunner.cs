using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Workers;

/// <summary>Runs one attempt at a job on this node, from taking it to ending it.</summary>
internal sealed partial class JobRunner(
    IJobStore jobs, IJobFiles files, JobCommand command, DataFolder data, NodeSpace space, JobMetrics metrics, PluginConduct conduct, IOptions<ServiceOptions> options, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);

    private NodeOptions Node => options.Value.Node;

    /// <summary>Takes the job if it is to be had, runs it, and ends the attempt.</summary>
    /// <param name="id">The job.</param>
    /// <param name="stopping">The node stops: the job writes its checkpoint and goes on elsewhere, or here later.</param>
    public async Task RunAsync(string id, CancellationToken stopping)
    {
        // A job that is not taken is offered again later, here or elsewhere.
        if (stopping.IsCancellationRequested || space.Missing() is not null || !await IsForHereAsync(id, stopping) || await jobs.TryStartAsync(id, Node.Name, stopping) is not { } attempt)
        {
            return;
        }

        using var scope = JobLogScope.Of(logger, id, attempt);
        using var span = JobTraces.Attempt(id, attempt);
        using var measure = metrics.Attempt();
        LogStarted(id, attempt);
        var outcome = await AttemptAsync(id, attempt, measure, stopping);
        measure.State = outcome?.State;
        JobTraces.End(span, outcome);
        if (outcome is null)
        {
            LogLost(id, attempt);
        }
        else
        {
            LogEnded(id, attempt, outcome.State, outcome.Message);
        }
    }

    // What needs more than this node gives a job is left for another, which queues it again.
    private async Task<bool> IsForHereAsync(string id, CancellationToken cancellation)
    {
        if (Node.MemoryLimit == 0 || (await jobs.FindAsync(id, cancellation))?.Memory is not { } memory || memory <= Node.MemoryLimit)
        {
            return true;
        }

        LogLeft(id, memory, Node.MemoryLimit);
        return false;
    }

    // Null where another attempt has taken the job meanwhile.
    private async Task<JobOutcome?> AttemptAsync(string id, long attempt, AttemptMeasure measure, CancellationToken stopping)
    {
        try
        {
            var work = await jobs.FindWorkAsync(id, stopping) ?? throw new InvalidOperationException($"The job {id} has no definition.");
            var fetching = FetchAsync(id, attempt, work, stopping);
            await HoldAsync(id, attempt, fetching);
            using var folder = await fetching;
            return await SuperviseAsync(id, attempt, work, folder, measure, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await EndAsync(id, attempt, new JobOutcome(JobState.Interrupted, "its node stopped"), null);
        }
        catch (IOException exception) when (FullDisk.Is(exception))
        {
            // The folder of the attempt is gone by now, and what it held is free again.
            LogFull(id, attempt, exception.Message);
            return await EndAsync(id, attempt, space.Filled(id, exception.Message), null);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or System.Data.Common.DbException or OutOfMemoryException))
        {
            LogFailed(exception, id, attempt);
            return await EndAsync(id, attempt, new JobOutcome(JobState.Failed, $"node {Node.Name}: {exception.Message}"), null);
        }
    }

    private async Task<JobOutcome?> SuperviseAsync(string id, long attempt, JobWork work, WorkFolder folder, AttemptMeasure measure, CancellationToken stopping)
    {
        var job = await jobs.FindAsync(id, stopping);
        if (attempt == 1 && job?.Started - job?.Submitted is { } waited)
        {
            metrics.Waited(waited);
        }

        await using var log = new JobLog(folder.Log);
        await log.WriteLineAsync(FormattableString.Invariant($"attempt {attempt} on {Node.Name}"));
        using var process = JobProcess.Start(command, work.Batch is null ? RunArguments(folder, work) : JoinArguments(folder), folder.Path, log, folder.Course);
        process.LowerPriority();
        var limits = new JobLimits(Node.MemoryLimit, job?.TimeLimit);
        var exit = process.WaitAsync(CancellationToken.None);
        string? broken = null;
        while (broken is null && !stopping.IsCancellationRequested && await Task.WhenAny(exit, Task.Delay(Beat, CancellationToken.None)) != exit)
        {
            var lease = await BeatAsync(id, attempt, process, stopping);
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

            await HoldAsync(id, attempt, ShareAsync(id, folder));
            measure.Memory = process.Memory();
            broken = limits.Check(measure.Memory);
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
        await HoldAsync(id, attempt, ShareAsync(id, folder, isOver: true));
        return process.Status == "cancelled" || (process.Status is null && stopping.IsCancellationRequested)
            ? await EndAsync(id, attempt, new JobOutcome(JobState.Interrupted, "its node stopped"), folder)
            : await FinishAsync(id, attempt, process, folder);
    }

    // A database that is away may be asked for minutes: a node that stops does not wait for it.
    private async Task<JobLease> BeatAsync(string id, long attempt, JobProcess process, CancellationToken stopping)
    {
        try
        {
            return await jobs.HeartbeatAsync(id, attempt, process.TakeProgress(), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return JobLease.Held;
        }
    }

    private async Task<WorkFolder> FetchAsync(string id, long attempt, JobWork work, CancellationToken stopping) =>
        await WorkFolder.CreateAsync(data.Work, files, id, attempt, work, work.Batch is null ? [] : await jobs.FindChildrenAsync(id, stopping), stopping);

    // Large files on a slow line are no silence.
    private async Task HoldAsync(string id, long attempt, Task copying)
    {
        while (await Task.WhenAny(copying, Task.Delay(Beat, CancellationToken.None)) != copying)
        {
            await jobs.HeartbeatAsync(id, attempt, progress: null, CancellationToken.None);
        }
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

    // How the job has ended does not hang on what it said.
    private async Task ShareLogAsync(string id, WorkFolder folder)
    {
        try
        {
            await folder.ShareLogAsync(CancellationToken.None);
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
            conduct.Worked(process.Plugins);
            return await EndAsync(id, attempt, new JobOutcome(JobState.Succeeded, process.Message, summary), folder, publish: true);
        }

        if (process.ExitCode == JobExit.NoSpace)
        {
            await ShareLogAsync(id, folder);
            throw new FullDiskException(process.Errors.Length > 0 ? process.Errors : process.Message);
        }

        var call = process.Status is null ? PluginCall.Read(folder.Calls) : null;
        var message = process.Status is not null ? $"{process.Status}: {process.Message}"
            : JobExit.IsCrash(process.ExitCode) ? Crash(process, call)
            : process.Errors.Length > 0 ? process.Errors
            : FormattableString.Invariant($"its process ended with code {process.ExitCode} and said nothing");

        // The kernel kills what takes too much memory, and people kill: neither is a plugin's doing.
        if (call is not null && (process.ExitCode == JobExit.Failed || JobExit.IsCrash(process.ExitCode)))
        {
            conduct.Failed(call, id, message);
        }

        return await EndAsync(id, attempt, new JobOutcome(JobState.Failed, message, summary), folder, publish: summary is not null);
    }

    private async Task<JobOutcome?> EndAsync(string id, long attempt, JobOutcome outcome, WorkFolder? folder, bool publish = false)
    {
        if (folder is not null)
        {
            await ShareLogAsync(id, folder);
        }

        await using var staged = publish ? await StageAsync(id, attempt, folder!) : null;
        if (!await jobs.TryEndAsync(id, attempt, outcome, staged is null ? null : transaction => staged.PublishAsync(transaction, CancellationToken.None), CancellationToken.None))
        {
            return null;
        }

        if (outcome.State.IsFinal())
        {
            space.Ended(id);
            foreach (var checkpoint in await files.ListAsync(id, JobKeys.Checkpoints, CancellationToken.None))
            {
                await files.RemoveAsync(id, checkpoint.Key, CancellationToken.None);
            }
        }

        return outcome;
    }

    private async Task<IStagedResult> StageAsync(string id, long attempt, WorkFolder folder)
    {
        var staging = files.StageResultAsync(id, folder.Result, CancellationToken.None);
        await HoldAsync(id, attempt, staging);
        return await staging;
    }

    private static string Crash(JobProcess process, PluginCall? call)
    {
        var said = process.FirstError.Length > 0 ? process.FirstError : FormattableString.Invariant($"it said nothing, and its code was {process.ExitCode}");
        return $"its process crashed{(call is null ? "" : $" {call}")}: {said}";
    }

    private static IEnumerable<string> JoinArguments(WorkFolder folder) => ["join", folder.Definition, "--children", folder.Children, "--output", folder.Result];

    private IEnumerable<string> RunArguments(WorkFolder folder, JobWork work)
    {
        // A number or, out of merged layers, its text.
        var experiment = JsonNode.Parse(work.Definition);
        var written = (experiment?["run"] as JsonObject)?["threads"]?.ToString();
        var asked = int.TryParse(written, CultureInfo.InvariantCulture, out var threads) ? threads : 0;
        var granted = asked > 0 ? Math.Min(asked, Node.ThreadsOfJob) : Node.ThreadsOfJob;
        return
        [
            "run", folder.Definition, "--supervised", .. options.Value.DataRoots.SelectMany(root => new[] { "--data-root", $"{root.Key}={root.Value}" }),
            "--output", folder.Result, "--preview", folder.Preview, "--calls", folder.Calls, .. File.Exists(folder.Checkpoint) ? ["--resume"] : Array.Empty<string>(), .. work.Overlay is null ? [] : new[] { "--child", folder.Overlay },
            "--set", FormattableString.Invariant($"run:threads={granted}"), "--set", FormattableString.Invariant($"run:checkpointInterval={Node.CheckpointEvery}"),
            .. JobMemory.Setting(experiment, Node.MemoryLimit),
        ];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "job {Job} needs {Memory} bytes, more than the {Limit} of this node: left for another")]
    private partial void LogLeft(string job, long memory, long limit);

    [LoggerMessage(Level = LogLevel.Information, Message = "job {Job} starts, attempt {Attempt}")]
    private partial void LogStarted(string job, long attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "job {Job}, attempt {Attempt}: {State} {Message}")]
    private partial void LogEnded(string job, long attempt, JobState state, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}, attempt {Attempt}: another attempt has taken it; what this one did is discarded")]
    private partial void LogLost(string job, long attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}: its checkpoint, pictures, course or log could not be shared: {Reason}")]
    private partial void LogNotShared(string job, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}, attempt {Attempt}: the disk is full: {Reason}")]
    private partial void LogFull(string job, long attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "job {Job}, attempt {Attempt} could not be run")]
    private partial void LogFailed(Exception exception, string job, long attempt);
}
