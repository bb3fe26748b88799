using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Propagation;

/// <summary>Fresnel (paraxial) propagation.</summary>
public static class Fresnel
{
    /// <summary>Computes the paraxial transfer function exp(−iπ λ z f² / n), without the carrier.</summary>
    /// <remarks>Time convention exp(−iωt). Source: [goodman2005], §4.2, eq. 4-20.</remarks>
    /// <param name="grid">Grid of the field.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="distance">z in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <param name="realType">Scalar type of the result's parts.</param>
    /// <returns>Complex, <c>[rows, columns]</c> or <c>[frames, 1, rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor TransferFunction(SamplingGrid grid, Light light, torch.Tensor distance, torch.ScalarType realType)
    {
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = torch.NewDisposeScope();
        var z = distance.dim() == 0 ? distance : distance.reshape(-1, 1, 1, 1);
        var phase = -Math.PI * light.MediumWavelength * z * Coordinates.SquaredFrequency(grid, distance.device);
        return Phasor.Of(phase, realType).MoveToOuterDisposeScope();
    }

    /// <summary>Propagates a field.</summary>
    /// <param name="field">Complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="transfer">The transfer function.</param>
    /// <returns>A fresh field, in the caller's dispose scope.</returns>
    public static torch.Tensor Propagate(torch.Tensor field, torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        return torch.fft.ifft2(torch.fft.fft2(field) * transfer).MoveToOuterDisposeScope();
    }
}
