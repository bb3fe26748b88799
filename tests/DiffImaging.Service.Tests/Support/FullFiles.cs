using DiffImaging.Service.Files;

namespace DiffImaging.Service.Tests.Support;

/// <summary>Files of jobs on a disk that can be full: the first half of what is written arrives, then it fails as the system does.</summary>
internal sealed class FullFiles(FolderJobFiles inner) : IJobFiles
{
    private const int NoSpace = 28;

    /// <summary>Whether the disk is full.</summary>
    public bool IsFull { get; set; }

    public Task PutAsync(string job, string key, Stream content, CancellationToken cancellation) =>
        inner.PutAsync(job, key, IsFull ? new FailingStream() : content, cancellation);

    public Task<Stream?> OpenAsync(string job, string key, CancellationToken cancellation) => inner.OpenAsync(job, key, cancellation);

    public Task<IReadOnlyList<JobFile>> ListAsync(string job, string prefix, CancellationToken cancellation) => inner.ListAsync(job, prefix, cancellation);

    public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public async Task<IStagedResult> StageResultAsync(string job, string folder, CancellationToken cancellation)
    {
        var staged = await inner.StageResultAsync(job, folder, cancellation);
        if (!IsFull)
        {
            return staged;
        }

        await staged.DisposeAsync();
        throw Full();
    }

    public Task RemoveAsync(string job, string key, CancellationToken cancellation) => inner.RemoveAsync(job, key, cancellation);

    public Task RemoveAsync(string job, CancellationToken cancellation) => inner.RemoveAsync(job, cancellation);

    public Task<IReadOnlyList<string>> FindInputsAloneAsync(TimeSpan age, CancellationToken cancellation) => inner.FindInputsAloneAsync(age, cancellation);

    public Task<int> RemoveUnfinishedAsync(TimeSpan age, CancellationToken cancellation) => inner.RemoveUnfinishedAsync(age, cancellation);

    public static IOException Full() => new("No space left on device : '/store'", NoSpace);

    private sealed class FailingStream : MemoryStream
    {
        private bool _isRead;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination);

        private async Task CopyAsync(Stream destination)
        {
            _isRead = _isRead ? throw new InvalidOperationException("read twice") : true;
            await destination.WriteAsync("half"u8.ToArray());
            throw Full();
        }
    }
}
