namespace DiffImaging.Service.Files;

/// <summary>A result that lies beside its place. Disposed without being published, it is gone.</summary>
public interface IStagedResult : IDisposable
{
    /// <summary>Brings it to its place, whole; a result of an earlier attempt that never counted is replaced.</summary>
    void Publish();
}
