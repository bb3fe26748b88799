using System.Data.Common;

namespace DiffImaging.Service.Files;

/// <summary>A result that lies beside its place. Disposed without being published, it is gone.</summary>
public interface IStagedResult : IAsyncDisposable
{
    /// <summary>Brings it to its place, whole; a result of an earlier attempt that never counted is replaced.</summary>
    /// <param name="transaction">The transaction that ends the job. It may not come to its end: then this is called again, with the next.</param>
    /// <param name="cancellation">Gives up.</param>
    Task PublishAsync(DbTransaction transaction, CancellationToken cancellation);
}
