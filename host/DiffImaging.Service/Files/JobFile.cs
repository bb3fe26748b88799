namespace DiffImaging.Service.Files;

/// <summary>A file of a job.</summary>
/// <param name="Key">Its relative path, with '/'.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record JobFile(string Key, long Size);
