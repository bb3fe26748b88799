namespace DiffImaging.Sdk.Parameters;

/// <summary>Where an uncertainty comes from.</summary>
public enum UncertaintySource
{
    /// <summary>The light source.</summary>
    LightSource,

    /// <summary>An optical component.</summary>
    Component,

    /// <summary>Mounting, stages, drift.</summary>
    Mechanical,

    /// <summary>The sensor.</summary>
    Sensor,

    /// <summary>An earlier calibration.</summary>
    Calibration,

    /// <summary>The way the instrument is operated.</summary>
    Operational,

    /// <summary>The physical model itself.</summary>
    PhysicalModel,

    /// <summary>Discretisation and finite precision.</summary>
    Numerical,
}
