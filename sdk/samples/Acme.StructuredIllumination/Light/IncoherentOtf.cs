using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Light;

/// <summary>How an objective passes the contrast of a self-luminous object: the transfer function of a circular pupil in incoherent light.</summary>
/// <remarks>H(f) = (2/π)(arccos ν − ν√(1 − ν²)), ν = fλ/(2NA) ≤ 1, and 0 beyond: the overlap of two pupils, 1 for a uniform object. Source:
/// [goodman2005], section 6.3.</remarks>
internal static class IncoherentOtf
{
    // The root has no derivative at the cut-off itself; H there is 10⁻¹⁵ and its slope 10⁻⁵.
    private const double InsideCutOff = 1 - 1e-10;

    /// <summary>Computes the frequency beyond which nothing passes, 2NA/λ, in 1/m.</summary>
    public static double CutOff(double numericalAperture, double wavelength) => 2 * numericalAperture / wavelength;

    /// <summary>Computes H on a grid.</summary>
    /// <param name="grid">Grid of the image.</param>
    /// <param name="wavelength">Vacuum wavelength of the fluorescence, in metres.</param>
    /// <param name="numericalAperture">NA, a float64 scalar.</param>
    /// <returns>Real, float64, <c>[rows, columns / 2 + 1]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(SamplingGrid grid, double wavelength, torch.Tensor numericalAperture)
    {
        using var scope = torch.NewDisposeScope();
        return Of(Frequency(grid, numericalAperture.device), wavelength, numericalAperture).MoveToOuterDisposeScope();
    }

    /// <summary>Computes H at frequencies |f|.</summary>
    /// <returns>Real, float64, the shape of the frequencies, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor frequency, double wavelength, torch.Tensor numericalAperture)
    {
        using var scope = torch.NewDisposeScope();
        var ratio = Ratio(frequency, wavelength, numericalAperture);
        return (2 / Math.PI * (ratio.acos() - ratio * (1 - ratio.square()).sqrt())).MoveToOuterDisposeScope();
    }

    /// <summary>Computes ∂H/∂NA = (4/π) ν √(1 − ν²) / NA, 0 beyond the cut-off.</summary>
    /// <returns>As of <see cref="Of(SamplingGrid, double, torch.Tensor)"/>.</returns>
    public static torch.Tensor SlopeByAperture(SamplingGrid grid, double wavelength, torch.Tensor numericalAperture)
    {
        using var scope = torch.NewDisposeScope();
        var ratio = Ratio(Frequency(grid, numericalAperture.device), wavelength, numericalAperture);
        var passes = ratio.less(InsideCutOff).to(torch.ScalarType.Float64);
        return (passes * (4 / Math.PI) * ratio * (1 - ratio.square()).sqrt() / numericalAperture).MoveToOuterDisposeScope();
    }

    /// <summary>Filters images; the edge is periodic. It is its own adjoint.</summary>
    /// <param name="image">Real, <c>[..., rows, columns]</c>.</param>
    /// <param name="transfer">Real, <c>[rows, columns / 2 + 1]</c>, in the image's precision.</param>
    /// <returns>A fresh real tensor, in the caller's dispose scope.</returns>
    public static torch.Tensor Filter(torch.Tensor image, torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        return torch.fft.irfft2(torch.fft.rfft2(image) * transfer, image.shape[^2..]).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Ratio(torch.Tensor frequency, double wavelength, torch.Tensor numericalAperture) =>
        (frequency * (wavelength / 2) / numericalAperture).clamp(max: InsideCutOff);

    private static torch.Tensor Frequency(SamplingGrid grid, torch.Device device)
    {
        var x = torch.fft.rfftfreq(grid.Columns, grid.Pitch, torch.ScalarType.Float64, device).unsqueeze(0);
        return (x.square() + Coordinates.FrequencyY(grid, device).square()).sqrt();
    }
}
