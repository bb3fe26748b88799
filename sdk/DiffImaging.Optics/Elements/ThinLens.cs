using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Elements;

/// <summary>A thin lens.</summary>
public static class ThinLens
{
    /// <summary>Computes the phase −k r² / (2f) that a thin lens adds.</summary>
    /// <remarks>f &gt; 0 converges. Time convention exp(−iωt). Source: [goodman2005], §5.1, eq. 5-10.</remarks>
    /// <param name="grid">Where, in the plane of the lens.</param>
    /// <param name="light">Wavelength, and the medium behind the lens, in which f is measured.</param>
    /// <param name="focalLength">f in metres, float64, scalar or broadcastable to <c>[..., 1, 1]</c>.</param>
    /// <returns>Phase in rad, float64, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Phase(SamplingGrid grid, Light light, torch.Tensor focalLength)
    {
        ArgumentNullException.ThrowIfNull(focalLength);
        using var scope = torch.NewDisposeScope();
        return SphericalWave.ParaxialPhase(grid, light, -focalLength.reciprocal()).MoveToOuterDisposeScope();
    }
}
