namespace DiffImaging.Sdk.Signals;

/// <summary>What the numbers of a signal are.</summary>
public enum SignalDomain
{
    /// <summary>No light yet: the input of the first stage, which is a source.</summary>
    None,

    /// <summary>A scalar complex field; |u|² is intensity in the unit of the measurement.</summary>
    Field,

    /// <summary>A real intensity, in the unit of the measurement.</summary>
    Intensity,
}
