namespace DiffImaging.Service.Files;

/// <summary>Where the files of a job lie in its store.</summary>
internal static class JobKeys
{
    /// <summary>Folder of what was submitted with it.</summary>
    public const string Inputs = "inputs";

    /// <summary>The experiment itself, among what was submitted with it; no other file may have this name.</summary>
    public const string Definition = "experiment.json";

    /// <summary>Folder of its result.</summary>
    public const string Result = "result";

    /// <summary>Folder of checkpoints, see <see cref="CheckpointOf"/>.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>What its process has said.</summary>
    public const string Log = "log.txt";

    /// <summary>How the run went so far, see <see cref="Workers.RunCourse"/>.</summary>
    public const string Course = "course.jsonl";

    /// <summary>Folder of the latest pictures of its object.</summary>
    public const string Preview = "preview";

    /// <summary>The latest checkpoint of an attempt. Each has its own, so that one that only seemed dead replaces none of a later attempt; they sort by attempt.</summary>
    public static string CheckpointOf(long attempt) => FormattableString.Invariant($"{Checkpoints}/{attempt:d10}");

    /// <summary>Refuses what leads out of a job's own files: both come from outside.</summary>
    /// <param name="job">The job.</param>
    /// <param name="key">A key; empty for all of the job.</param>
    /// <exception cref="ArgumentException">One of them does.</exception>
    public static void Require(string job, string key)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(key);
        if (job.Contains('/', StringComparison.Ordinal) || !IsName(job) || (key.Length > 0 && !key.Split('/').All(IsName)))
        {
            throw new ArgumentException($"'{job}/{key}' leads out of the files of a job, or nowhere.", nameof(key));
        }
    }

    // A backslash parts names on Windows, and a drive's colon begins anew there; elsewhere both are letters like others.
    private static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Contains('\0', StringComparison.Ordinal) && !(OperatingSystem.IsWindows() && name.AsSpan().IndexOfAny('\\', ':') >= 0);
}
