using System.Text;
using DiffImaging.Service.Files;

namespace DiffImaging.Service.Workers;

/// <summary>The node's own folder for one attempt at a job: definition, inputs, checkpoint and result, before they are shared.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly string[] Pictures = ["amplitude.png", "phase.png"];

    private static readonly TimeSpan CoursePause = TimeSpan.FromSeconds(1.5);

    private readonly IJobFiles _files;
    private readonly string _job;
    private readonly Dictionary<string, DateTime> _shared = [];
    private int _sharedCourse;
    private long _courseTime;

    private WorkFolder(IJobFiles files, string job, string path) => (_files, _job, Path) = (files, job, path);

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

    /// <summary>How the run went, over all attempts.</summary>
    public RunCourse Course { get; private set; } = new();

    /// <summary>What the process says.</summary>
    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>Makes the folder and brings in what the attempt needs.</summary>
    public static async Task<WorkFolder> CreateAsync(string root, IJobFiles files, string job, long attempt, string definition, CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(root, FormattableString.Invariant($"{job}-{attempt}"));
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        var folder = new WorkFolder(files, job, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder.Definition)!);
        await File.WriteAllTextAsync(folder.Definition, definition, cancellation);
        foreach (var input in await files.ListAsync(job, JobKeys.Inputs, cancellation))
        {
            await folder.FetchAsync(input.Key, System.IO.Path.Combine(path, input.Key), cancellation);
        }

        await folder.FetchAsync(JobKeys.Checkpoint, folder.Checkpoint, cancellation);
        await folder.FetchAsync(JobKeys.Log, folder.Log, cancellation);
        folder._shared[JobKeys.Checkpoint] = TimeOf(folder.Checkpoint);
        folder.Course = await folder.FetchCourseAsync(cancellation);
        return folder;
    }

    /// <summary>Shares the checkpoint where there is a new one.</summary>
    public Task ShareCheckpointAsync(CancellationToken cancellation) => ShareAsync(Checkpoint, JobKeys.Checkpoint, cancellation);

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

    private static DateTime TimeOf(string path) => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;

    private async Task ShareAsync(string path, string key, CancellationToken cancellation)
    {
        var time = TimeOf(path);
        if (time == default || time == _shared.GetValueOrDefault(key))
        {
            return;
        }

        try
        {
            // The run renames a whole file into place: an open one stays whole.
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await _files.PutAsync(_job, key, content, cancellation);
            _shared[key] = time;
        }
        catch (FileNotFoundException)
        {
            // The run has come to its end and needs it no more.
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

    private async Task FetchAsync(string key, string path, CancellationToken cancellation)
    {
        await using var stored = await _files.OpenAsync(_job, key, cancellation);
        if (stored is null)
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await using var copy = File.Create(path);
        await stored.CopyToAsync(copy, cancellation);
    }
}
