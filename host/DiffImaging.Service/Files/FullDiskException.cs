namespace DiffImaging.Service.Files;

/// <summary>Another process has met a full disk.</summary>
/// <param name="message">What it said.</param>
internal sealed class FullDiskException(string message) : IOException(message);
