namespace DiffImaging.Plugins.Sensors;

/// <summary>How a pixel collects light over its area.</summary>
public enum PixelIntegrationMode
{
    /// <summary>Each sample of the grid counts as a point; a pixel of several samples takes their mean.</summary>
    None,

    /// <summary>The intensity is integrated over the pixel's square active area, exactly for what the grid holds.</summary>
    Sinc,
}
