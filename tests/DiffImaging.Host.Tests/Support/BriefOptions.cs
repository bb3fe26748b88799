namespace DiffImaging.Host.Tests.Support;

/// <summary>One option.</summary>
public sealed record BriefOptions
{
    /// <summary>File of the mask.</summary>
    public string Mask { get; init; } = "";
}
