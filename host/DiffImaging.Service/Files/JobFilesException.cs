namespace DiffImaging.Service.Files;

/// <summary>The store of files did not do what it should.</summary>
public class JobFilesException : IOException
{
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">What the store said; null where it said nothing.</param>
    public JobFilesException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
