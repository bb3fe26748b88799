namespace DiffImaging.Service;

/// <summary>The settings of a service are wrong; the message says where and how.</summary>
public sealed class SettingsException : Exception
{
    /// <param name="message">Where and how.</param>
    public SettingsException(string message)
        : base(message)
    {
    }
}
