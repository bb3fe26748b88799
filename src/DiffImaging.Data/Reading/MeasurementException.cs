namespace DiffImaging.Data;

/// <summary>A data file cannot be used: missing, damaged, of another kind or size than expected, or holding values that are no
/// measurement.</summary>
/// <remarks>The message is complete for a user: file, where in it, what was found, what was expected.</remarks>
public sealed class MeasurementException : Exception
{
    /// <summary>Creates an exception that concerns no particular file.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public MeasurementException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that concerns no particular file.</summary>
    /// <param name="message">What was found and what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public MeasurementException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception about one file; the message begins with its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="message">What was found in it and what was expected.</param>
    /// <param name="innerException">The cause, if another exception is one.</param>
    public MeasurementException(string path, string message, Exception? innerException)
        : base($"{path}: {message}", innerException) => FilePath = path;

    /// <summary>The file that cannot be used, or null when no single file is meant.</summary>
    public string? FilePath { get; }
}
