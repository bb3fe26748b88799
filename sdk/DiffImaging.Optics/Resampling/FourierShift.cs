using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Shifts an image by a fraction of a sample through its spectrum.</summary>
public static class FourierShift
{
    /// <summary>Computes exp(−i2π (f_x s_x + f_y s_y)), by which a spectrum is multiplied to move its image by +s.</summary>
    /// <remarks>Periodic at the edge; differentiable by the shift.</remarks>
    /// <param name="grid">Grid of the image.</param>
    /// <param name="shiftX">s_x in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <param name="shiftY">s_y in metres, likewise.</param>
    /// <param name="realType">Scalar type of the result's parts.</param>
    /// <returns>Complex, <c>[rows, columns]</c> or <c>[frames, 1, rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor Phasor(SamplingGrid grid, torch.Tensor shiftX, torch.Tensor shiftY, torch.ScalarType realType)
    {
        ArgumentNullException.ThrowIfNull(shiftX);
        ArgumentNullException.ThrowIfNull(shiftY);
        using var scope = torch.NewDisposeScope();
        var sx = shiftX.dim() == 0 ? shiftX : shiftX.reshape(-1, 1, 1, 1);
        var sy = shiftY.dim() == 0 ? shiftY : shiftY.reshape(-1, 1, 1, 1);
        var phase = -2 * Math.PI * (Coordinates.FrequencyX(grid, shiftX.device) * sx + Coordinates.FrequencyY(grid, shiftX.device) * sy);
        return Waves.Phasor.Of(phase, realType).MoveToOuterDisposeScope();
    }

    /// <summary>Moves a complex image.</summary>
    /// <param name="image">Complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="phasor">From <see cref="Phasor"/>.</param>
    /// <returns>A fresh image, in the caller's dispose scope.</returns>
    public static torch.Tensor Apply(torch.Tensor image, torch.Tensor phasor)
    {
        using var scope = torch.NewDisposeScope();
        return torch.fft.ifft2(torch.fft.fft2(image) * phasor).MoveToOuterDisposeScope();
    }
}
