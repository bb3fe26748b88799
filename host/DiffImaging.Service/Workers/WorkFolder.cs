using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Workers;

/// <summary>The node's own folder for one attempt at a job: definition, inputs, checkpoint and result, before they are shared.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly string[] Pictures = ["amplitude.png", "phase.png"];

    private static readonly TimeSpan CoursePause = TimeSpan.FromSeconds(1.5);

    private readonly IJobFiles _files;
    private readonly string _job;
    private readonly long _attempt;
    private readonly Dictionary<string, DateTime> _shared = [];
    private int _sharedCourse;
    private long _courseTime;

    private WorkFolder(IJobFiles files, string job, long attempt, string path) => (_files, _job, _attempt, Path) = (files, job, attempt, path);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The experiment; what was submitted with it lies beside it.</summary>
    public string Definition => System.IO.Path.Combine(Path, JobKeys.Inputs, JobKeys.Definition);

    /// <summary>Where the result appears.</summary>
    public string Result => System.IO.Path.Combine(Path, "result");

    /// <summary>Where the engine keeps its checkpoint.</summary>
    public string Checkpoint => Result + ".checkpoint";

    /// <summary>Where the run draws its object.</summary>
    public string Preview => System.IO.Path.Combine(Path, JobKeys.Preview);

    /// <summary>What a child of a batch has of its own; nothing else that was submitted lies in this folder.</summary>
    public string Overlay => System.IO.Path.Combine(Path, "child.json");

    /// <summary>The list of the children that a batch joins.</summary>
    public string Children => System.IO.Path.Combine(Path, "children.json");

    /// <summary>Where the process notes which plugin it is calling.</summary>
    public string Calls => System.IO.Path.Combine(Path, "call");

    /// <summary>How the run went, over all attempts.</summary>
    public RunCourse Course { get; private set; } = new();

    /// <summary>What the process says.</summary>
    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>Makes the folder and brings in what the attempt needs.</summary>
    public static async Task<WorkFolder> CreateAsync(string root, IJobFiles files, string job, long attempt, JobWork work, IReadOnlyList<Job> children, CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(root, FormattableString.Invariant($"{job}-{attempt}"));
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        var folder = new WorkFolder(files, job, attempt, path);
        try
        {
            await folder.FillAsync(work, cancellation);
            if (work.Batch is { } batch)
            {
                await folder.FetchChildrenAsync(batch, children, cancellation);
            }

            return folder;
        }
        catch
        {
            // Half of it would stay for ever, on a disk that may be full.
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Shares the checkpoint where there is a new one; those of earlier attempts are of no more use then.</summary>
    public async Task ShareCheckpointAsync(CancellationToken cancellation)
    {
        var own = JobKeys.CheckpointOf(_attempt);
        if (!await ShareAsync(Checkpoint, own, cancellation))
        {
            return;
        }

        foreach (var earlier in (await _files.ListAsync(_job, JobKeys.Checkpoints, cancellation)).Where(file => string.CompareOrdinal(file.Key, own) < 0))
        {
            await _files.RemoveAsync(_job, earlier.Key, cancellation);
        }
    }

    /// <summary>Shares the pictures where there are new ones.</summary>
    public async Task SharePreviewAsync(CancellationToken cancellation)
    {
        foreach (var name in Pictures)
        {
            await ShareAsync(System.IO.Path.Combine(Preview, name), $"{JobKeys.Preview}/{name}", cancellation);
        }
    }

    /// <summary>Shares the course where there is more of it, and not all the time while it grows.</summary>
    public async Task ShareCourseAsync(bool isOver, CancellationToken cancellation)
    {
        var version = Course.Version;
        if (version != _sharedCourse && (isOver || _courseTime == 0 || TimeProvider.System.GetElapsedTime(_courseTime) > CoursePause))
        {
            _courseTime = TimeProvider.System.GetTimestamp();
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(Course.ToString()));
            await _files.PutAsync(_job, JobKeys.Course, content, cancellation);
            _sharedCourse = version;
        }
    }

    /// <summary>Shares the log.</summary>
    public async Task ShareLogAsync(CancellationToken cancellation)
    {
        if (File.Exists(Log))
        {
            await using var log = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await _files.PutAsync(_job, JobKeys.Log, log, cancellation);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    // What is needed of the results of a batch's children, and the list of them.
    private async Task FetchChildrenAsync(JobBatch batch, IReadOnlyList<Job> children, CancellationToken cancellation)
    {
        var list = new JsonArray();
        foreach (var (child, submitted) in children.Zip(batch.Children))
        {
            var folder = System.IO.Path.Combine(Path, "children", child.Id);
            // A result of an attempt before the last one is none.
            var results = (child.Summary is null ? [] : await _files.ListAsync(child.Id, JobKeys.Result, cancellation)).Where(file => batch.Joins.Any(suffix => file.Key.EndsWith(suffix, StringComparison.Ordinal))).ToList();
            foreach (var file in results)
            {
                await FetchAsync(child.Id, file.Key, System.IO.Path.Combine(folder, file.Key[(JobKeys.Result.Length + 1)..]), cancellation);
            }

            list.Add(new JsonObject
            {
                ["name"] = child.Name,
                ["overlay"] = JsonNode.Parse(submitted.Overlay),
                ["state"] = child.State.Text(),
                ["message"] = child.Message,
                ["folder"] = results.Count > 0 ? folder : null,
            });
        }

        await File.WriteAllTextAsync(Children, list.ToJsonString(JsonSerializerOptions.Default), cancellation);
    }

    private async Task FillAsync(JobWork work, CancellationToken cancellation)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Definition)!);
        await File.WriteAllTextAsync(Definition, work.Definition, cancellation);
        if (work.Overlay is not null)
        {
            await File.WriteAllTextAsync(Overlay, work.Overlay, cancellation);
        }

        foreach (var input in work.Batch is null ? await _files.ListAsync(work.InputsOf, JobKeys.Inputs, cancellation) : [])
        {
            await FetchAsync(work.InputsOf, input.Key, System.IO.Path.Combine(Path, input.Key), cancellation);
        }

        var own = JobKeys.CheckpointOf(_attempt);
        if ((await _files.ListAsync(_job, JobKeys.Checkpoints, cancellation)).LastOrDefault(file => string.CompareOrdinal(file.Key, own) < 0) is { } latest)
        {
            await FetchAsync(_job, latest.Key, Checkpoint, cancellation);
        }

        await FetchAsync(_job, JobKeys.Log, Log, cancellation);
        _shared[own] = TimeOf(Checkpoint);
        Course = await FetchCourseAsync(cancellation);
    }

    private static DateTime TimeOf(string path) => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;

    private async Task<bool> ShareAsync(string path, string key, CancellationToken cancellation)
    {
        var time = TimeOf(path);
        if (time == default || time == _shared.GetValueOrDefault(key))
        {
            return false;
        }

        try
        {
            // The run renames a whole file into place: an open one stays whole.
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await _files.PutAsync(_job, key, content, cancellation);
            _shared[key] = time;
            return true;
        }
        catch (FileNotFoundException)
        {
            // The run has come to its end and needs it no more.
            return false;
        }
    }

    // Without a checkpoint the run begins anew, and so does its course.
    private async Task<RunCourse> FetchCourseAsync(CancellationToken cancellation)
    {
        await using var stored = File.Exists(Checkpoint) ? await _files.OpenAsync(_job, JobKeys.Course, cancellation) : null;
        if (stored is null)
        {
            return new RunCourse();
        }

        using var reader = new StreamReader(stored);
        return RunCourse.Read(await reader.ReadToEndAsync(cancellation));
    }

    private async Task FetchAsync(string job, string key, string path, CancellationToken cancellation)
    {
        while (await _files.OpenAsync(job, key, cancellation) is { } stored)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            try
            {
                await using (stored)
                await using (var copy = File.Create(path))
                {
                    await stored.CopyToAsync(copy, cancellation);
                }

                return;
            }
            catch (FileReplacedException)
            {
                // An attempt that only seemed dead has shared a newer one: that one then.
                File.Delete(path);
            }
        }
    }
}
