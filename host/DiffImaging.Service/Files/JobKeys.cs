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

    /// <summary>The latest checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>What its process has said.</summary>
    public const string Log = "log.txt";

    /// <summary>How the run went so far, see <see cref="Workers.RunCourse"/>.</summary>
    public const string Course = "course.jsonl";

    /// <summary>Folder of the latest pictures of its object.</summary>
    public const string Preview = "preview";
}
