namespace DiffImaging.Service.Client;

/// <summary>A service refused a request or did not answer; the message is for people.</summary>
public sealed class JobClientException : Exception
{
    /// <param name="message">What happened.</param>
    public JobClientException(string message)
        : base(message)
    {
    }

    /// <param name="message">What happened.</param>
    /// <param name="inner">Why.</param>
    public JobClientException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
