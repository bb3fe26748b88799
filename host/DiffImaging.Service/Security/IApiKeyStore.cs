namespace DiffImaging.Service.Security;

/// <summary>The keys that the nodes of one database take.</summary>
public interface IApiKeyStore
{
    /// <summary>Makes the table where it is missing.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Makes a key.</summary>
    /// <returns>The key, and the text that its holder sends: it is not kept and cannot be shown again.</returns>
    Task<(ApiKey Key, string Text)> AddAsync(string name, ApiRole role, CancellationToken cancellation);

    /// <summary>The key that a text is; null where it is none.</summary>
    Task<ApiKey?> FindAsync(string text, CancellationToken cancellation);

    /// <summary>All keys, in the order in which they were made.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation);

    /// <summary>Takes a key back.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> TryRemoveAsync(string id, CancellationToken cancellation);
}
