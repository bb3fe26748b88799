namespace DiffImaging.Service.Files;

/// <summary>A file was replaced or removed while it was read; whoever opens it again reads the new one.</summary>
public sealed class FileReplacedException : JobFilesException
{
    /// <param name="message">Which file.</param>
    public FileReplacedException(string message)
        : base(message)
    {
    }
}
