using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.ImageRotation;

/// <summary>Shears of complex images through the spectra of their rows or columns: unitary, so that the inverse is the adjoint.</summary>
/// <remarks>Along x: u'(x, y) = u(x − a y, y) = F_x⁻¹{exp(−i2π f_x a y) F_x u}; along y likewise. Periodic at the edge.</remarks>
internal sealed class Shears : IDisposable
{
    private readonly torch.Tensor _turnsX;   // 2π f_x y, [rows, columns], float64
    private readonly torch.Tensor _turnsY;   // 2π f_y x

    public Shears(SamplingGrid grid, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        _turnsX = (2 * Math.PI * Coordinates.FrequencyX(grid, device) * Coordinates.Y(grid, device)).DetachFromDisposeScope();
        _turnsY = (2 * Math.PI * Coordinates.FrequencyY(grid, device) * Coordinates.X(grid, device)).DetachFromDisposeScope();
    }

    /// <summary>Shears images.</summary>
    /// <param name="image">Complex, <c>[frames, modes, rows, columns]</c>.</param>
    /// <param name="amount">a, float64, broadcastable to <c>[frames, 1, 1, 1]</c>.</param>
    /// <param name="alongX">Whether rows are moved, else columns.</param>
    /// <param name="slope">Whether the derivative by a is wanted in place of the image.</param>
    /// <returns>Complex, in the caller's dispose scope.</returns>
    public torch.Tensor Apply(torch.Tensor image, torch.Tensor amount, bool alongX, bool slope = false)
    {
        using var scope = torch.NewDisposeScope();
        var dimension = alongX ? -1 : -2;
        var turns = alongX ? _turnsX : _turnsY;
        var real = image.real.dtype;
        var spectrum = torch.fft.fft_(image, dim: dimension) * Phasor.Of(-turns * amount, real);
        if (slope)
        {
            var derivative = -turns.to(real);
            spectrum = spectrum * torch.complex(torch.zeros_like(derivative), derivative);
        }

        return torch.fft.ifft(spectrum, dim: dimension).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _turnsX.Dispose();
        _turnsY.Dispose();
    }
}
