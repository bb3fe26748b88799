namespace DiffImaging.Service.Files;

/// <summary>The files of jobs that every node sees: inputs, checkpoint, log, picture and result. Keys are relative paths with '/'.</summary>
/// <remarks>A store that is away or full is an <see cref="IOException"/>; a job or key that leads out of the job's own files an <see cref="ArgumentException"/>.</remarks>
public interface IJobFiles
{
    /// <summary>Makes what files are kept in where it is missing.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Brings a file to its place, whole or not at all; one that is there is replaced.</summary>
    Task PutAsync(string job, string key, Stream content, CancellationToken cancellation);

    /// <summary>Opens a file, to be read asynchronously and from wherever is asked; null where there is none.</summary>
    /// <remarks>Where the file is replaced or removed meanwhile, reading goes on in the old one or ends with a <see cref="FileReplacedException"/>.</remarks>
    Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation);

    /// <summary>The files below a key, with their sizes, in order of their names; empty where there are none.</summary>
    Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation);

    /// <summary>Copies a result to where it can be published at once.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">The folder of the result.</param>
    /// <param name="cancellation">Gives up; what was copied is removed.</param>
    Task<IStagedResult> StageResultAsync(string job, string folder, CancellationToken cancellation);

    /// <summary>Removes a file; nothing where there is none.</summary>
    Task RemoveAsync(string job, string key, CancellationToken cancellation);

    /// <summary>Removes everything of a job.</summary>
    Task RemoveAsync(string job, CancellationToken cancellation);

    /// <summary>Ids of jobs that have inputs, whole or not, and nothing else, none of them written within an age.</summary>
    Task<IReadOnlyList<string>> FindInputsAloneAsync(TimeSpan age, CancellationToken cancellation);

    /// <summary>Removes what was begun, not finished and not written to within an age: its node has died.</summary>
    /// <returns>How many files and results.</returns>
    Task<int> RemoveUnfinishedAsync(TimeSpan age, CancellationToken cancellation);
}
