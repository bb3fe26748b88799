namespace DiffImaging.Service.Files;

/// <summary>The files of jobs that every node sees: inputs, checkpoint, log, picture and result. Keys are relative paths with '/'.</summary>
public interface IJobFiles
{
    /// <summary>Brings a file to its place, whole or not at all; one that is there is replaced.</summary>
    Task PutAsync(string job, string key, Stream content, CancellationToken cancellation);

    /// <summary>Opens a file; null where there is none.</summary>
    Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation);

    /// <summary>The files below a key, with their sizes, in order of their names; empty where there are none.</summary>
    Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation);

    /// <summary>Copies a result to where it can be published at once.</summary>
    /// <param name="job">The job.</param>
    /// <param name="attempt">Its fencing token.</param>
    /// <param name="folder">The folder of the result.</param>
    /// <param name="cancellation">Gives up; what was copied is removed.</param>
    Task<IStagedResult> StageResultAsync(string job, long attempt, string folder, CancellationToken cancellation);

    /// <summary>Removes a file; nothing where there is none.</summary>
    Task RemoveAsync(string job, string key, CancellationToken cancellation);

    /// <summary>Removes everything of a job.</summary>
    Task RemoveAsync(string job, CancellationToken cancellation);
}
