using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Sensors;

/// <summary>Where the pixels of a sensor lie on the grid of the light.</summary>
/// <param name="Light">Grid of the light.</param>
/// <param name="Binning">Samples of the light along each side of a pixel.</param>
/// <param name="Integrates">Whether light is integrated over the active area; else samples count as points.</param>
/// <param name="Recorded">Grid of the pixels recorded.</param>
internal sealed record SensorGeometry(SamplingGrid Light, int Binning, bool Integrates, SamplingGrid Recorded)
{
    /// <summary>Whether each sample of the light is recorded as it is.</summary>
    public bool IsIdentity => Recorded == Light && !Integrates;

    /// <summary>Lays out the pixels that the options describe.</summary>
    public static SensorGeometry Of(IntensitySensorOptions options, SamplingGrid light)
    {
        var pitch = light.Pitch * options.Binning;
        var (rows, columns) = (light.Rows / options.Binning, light.Columns / options.Binning);
        return new SensorGeometry(
            light,
            options.Binning,
            options.PixelIntegration == PixelIntegrationMode.Sinc,
            new SamplingGrid(options.Rows ?? rows, options.Columns ?? columns, pitch));
    }
}
