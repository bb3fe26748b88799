using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>Half the depth of focus n λ / (2 NA²), of the aperture that a detector of the grid's extent leaves at a distance.</summary>
internal static class FocalDepth
{
    private const double SmallestAperture = 1e-3;

    /// <param name="grid">Grid of the field; its shorter side and its Nyquist frequency bound the aperture.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="distance">Distance of the propagation, in metres; with a point source the effective one.</param>
    public static double Of(SamplingGrid grid, Light light, double distance)
    {
        var extent = Math.Min(grid.Width, grid.Height) / 2;
        var geometric = light.RefractiveIndex * extent / Math.Sqrt(extent * extent + distance * distance);
        var aperture = Math.Max(SmallestAperture, Math.Min(geometric, grid.Nyquist * light.Wavelength));
        return light.RefractiveIndex * light.Wavelength / (2 * aperture * aperture);
    }
}
