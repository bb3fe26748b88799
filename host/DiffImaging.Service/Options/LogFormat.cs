namespace DiffImaging.Service.Options;

/// <summary>How the log of a service is written.</summary>
public enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>A JSON object a line, with job and attempt as fields, for programs.</summary>
    Json,
}
