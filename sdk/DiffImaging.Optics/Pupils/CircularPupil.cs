using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Pupils;

/// <summary>A circular pupil with an edge that is soft enough to be differentiated.</summary>
public static class CircularPupil
{
    /// <summary>Computes the amplitude σ((NA/λ − |f|) / s) of the pupil.</summary>
    /// <remarks>σ is the logistic function; s = half a frequency bin by default makes the edge about one bin wide.
    /// NA = n sin α already contains the medium, so that the radius is NA over the vacuum wavelength.</remarks>
    /// <param name="grid">Grid of the image whose spectrum the pupil filters.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="numericalAperture">NA, float64 scalar tensor.</param>
    /// <param name="softness">s in frequency bins along the shorter side.</param>
    /// <returns>Real, float64, <c>[rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor Amplitude(SamplingGrid grid, Light light, torch.Tensor numericalAperture, double softness = 0.5)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(numericalAperture);
        using var scope = torch.NewDisposeScope();
        var bin = 1 / (Math.Min(grid.Rows, grid.Columns) * grid.Pitch);
        var frequency = Coordinates.SquaredFrequency(grid, numericalAperture.device).sqrt();
        return ((numericalAperture / light.Wavelength - frequency) / (softness * bin)).sigmoid().MoveToOuterDisposeScope();
    }
}
