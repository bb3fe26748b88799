namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>One wavelength of light that is not quite monochromatic.</summary>
/// <param name="Factor">The wavelength over the nominal one.</param>
/// <param name="Weight">Its share of the power.</param>
internal readonly record struct SpectralSample(double Factor, double Weight)
{
    /// <summary>Samples a Gaussian line over twice its width at half maximum, at the middles of equal intervals.</summary>
    /// <param name="width">Full width at half maximum over the wavelength; 0 for one wavelength.</param>
    /// <param name="count">Number of samples.</param>
    public static IReadOnlyList<SpectralSample> Gaussian(double width, int count)
    {
        if (width == 0 || count == 1)
        {
            return [new SpectralSample(1, 1)];
        }

        var offsets = Enumerable.Range(0, count).Select(index => (2.0 * index + 1) / count - 1).ToArray();
        var weights = offsets.Select(offset => Math.Exp(-4 * Math.Log(2) * offset * offset)).ToArray();
        return [.. offsets.Zip(weights, (offset, weight) => new SpectralSample(1 + offset * width, weight / weights.Sum()))];
    }
}
