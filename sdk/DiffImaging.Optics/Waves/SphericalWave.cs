using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Waves;

/// <summary>A spherical wave from a point on the axis, or towards one.</summary>
public static class SphericalWave
{
    /// <summary>Computes the phase k (√(R² + r²) − |R|) sign(R), without the carrier.</summary>
    /// <remarks>R &gt; 0 diverges from a point at the distance R before the plane, R &lt; 0 converges to a point behind it. Written
    /// as k r² / (√(R² + r²) + |R|), which does not cancel. Source: [goodman2005], §4.2.</remarks>
    /// <param name="grid">Where.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="radius">R in metres, float64, scalar or broadcastable to <c>[..., 1, 1]</c>.</param>
    /// <returns>Phase in rad, float64, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Phase(SamplingGrid grid, Light light, torch.Tensor radius)
    {
        ArgumentNullException.ThrowIfNull(radius);
        using var scope = torch.NewDisposeScope();
        var squared = Coordinates.X(grid, radius.device).square() + Coordinates.Y(grid, radius.device).square();
        var slant = (radius.square() + squared).sqrt();
        return (light.Wavenumber * squared / (slant + radius.abs()) * radius.sign()).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the amplitude |R| / √(R² + r²): 1 on the axis.</summary>
    /// <inheritdoc cref="Phase" path="/param[@name='grid']"/>
    /// <param name="radius">R in metres, float64, scalar or broadcastable to <c>[..., 1, 1]</c>.</param>
    /// <returns>Amplitude, float64, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Amplitude(SamplingGrid grid, torch.Tensor radius)
    {
        ArgumentNullException.ThrowIfNull(radius);
        using var scope = torch.NewDisposeScope();
        var squared = Coordinates.X(grid, radius.device).square() + Coordinates.Y(grid, radius.device).square();
        return (radius.abs() / (radius.square() + squared).sqrt()).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the phase k c r² / 2 of a wavefront of small curvature c = 1/R.</summary>
    /// <remarks>The paraxial form, smooth through c = 0, for a residual curvature that is to be estimated.</remarks>
    /// <param name="grid">Where.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="curvature">c in 1/m, float64, scalar or broadcastable to <c>[..., 1, 1]</c>.</param>
    /// <returns>Phase in rad, float64, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor ParaxialPhase(SamplingGrid grid, Light light, torch.Tensor curvature)
    {
        ArgumentNullException.ThrowIfNull(curvature);
        using var scope = torch.NewDisposeScope();
        var squared = Coordinates.X(grid, curvature.device).square() + Coordinates.Y(grid, curvature.device).square();
        return (0.5 * light.Wavenumber * curvature * squared).MoveToOuterDisposeScope();
    }
}
