namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>In which order the LEDs of a grid are lit.</summary>
public enum LedOrder
{
    /// <summary>Outwards from the first LED: one step along +x, one along +y, two along −x, two along −y, three along +x, …</summary>
    Spiral,

    /// <summary>Row by row, from the LED with the smallest x and y.</summary>
    Raster,

    /// <summary>As <see cref="Raster"/>, every other row backwards.</summary>
    Serpentine,
}
