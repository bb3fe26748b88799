namespace DiffImaging.Data;

/// <summary>What an input file is for.</summary>
public enum InputRole
{
    /// <summary>Frames of the specimen.</summary>
    Measurement,

    /// <summary>Frames without the specimen, same light.</summary>
    Background,

    /// <summary>Frames without light.</summary>
    Dark,

    /// <summary>Which pixels of the camera are good.</summary>
    Mask,

    /// <summary>What a component is told of the setup, such as a measured point spread function.</summary>
    Calibration,
}
