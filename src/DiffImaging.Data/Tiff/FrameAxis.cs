namespace DiffImaging.Data;

/// <summary>What the frames of a written stack follow each other in.</summary>
public enum FrameAxis
{
    /// <summary>Time, or simply one exposure after another.</summary>
    Time,

    /// <summary>Depth along the optical axis.</summary>
    Depth,

    /// <summary>Channels, such as amplitude and phase.</summary>
    Channel,
}
