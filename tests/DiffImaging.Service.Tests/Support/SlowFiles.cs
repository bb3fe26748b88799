using DiffImaging.Service.Files;

namespace DiffImaging.Service.Tests.Support;

/// <summary>Files on a line so slow that fetching, sharing and staging wait for something else to happen first.</summary>
internal sealed class SlowFiles(IJobFiles files, Func<string, Task> wait) : IJobFiles
{
    public Task PrepareAsync(CancellationToken cancellation) => files.PrepareAsync(cancellation);

    public async Task PutAsync(string job, string key, Stream content, CancellationToken cancellation)
    {
        await wait(key.Split('/')[0]);
        await files.PutAsync(job, key, content, cancellation);
    }

    public async Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation)
    {
        await wait("open");
        return await files.OpenAsync(job, key, cancellation);
    }

    public Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation) => files.ListAsync(job, prefix, cancellation);

    public async Task<IStagedResult> StageResultAsync(string job, string folder, CancellationToken cancellation)
    {
        await wait("stage");
        return await files.StageResultAsync(job, folder, cancellation);
    }

    public Task RemoveAsync(string job, string key, CancellationToken cancellation) => files.RemoveAsync(job, key, cancellation);

    public Task RemoveAsync(string job, CancellationToken cancellation) => files.RemoveAsync(job, cancellation);

    public Task<IReadOnlyList<string>> FindInputsAloneAsync(TimeSpan age, CancellationToken cancellation) => files.FindInputsAloneAsync(age, cancellation);

    public Task<int> RemoveUnfinishedAsync(TimeSpan age, CancellationToken cancellation) => files.RemoveUnfinishedAsync(age, cancellation);
}
