namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>How the LEDs of an array are laid out.</summary>
public enum LedLayoutKind
{
    /// <summary>A rectangular grid.</summary>
    Grid,

    /// <summary>Concentric rings.</summary>
    Rings,

    /// <summary>A list of positions.</summary>
    Positions,

    /// <summary>A list of direction cosines.</summary>
    Directions,
}
