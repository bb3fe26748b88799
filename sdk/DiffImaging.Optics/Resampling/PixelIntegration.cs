using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Integration over a square pixel as a transfer function on the intensity.</summary>
public static class PixelIntegration
{
    /// <summary>Computes sinc(w f_x) sinc(w f_y), the transfer function of a square pixel of width w.</summary>
    /// <remarks>Exact for an intensity that the grid holds; sinc(t) = sin(πt)/(πt).</remarks>
    /// <param name="grid">Grid of the intensity.</param>
    /// <param name="width">w in metres: pitch times the square root of the fill factor.</param>
    /// <param name="device">Device of the result.</param>
    /// <returns>Real, float64, <c>[rows, columns / 2 + 1]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor TransferFunction(SamplingGrid grid, double width, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        return TransferFunction(grid, torch.tensor(width, torch.ScalarType.Float64, device)).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="TransferFunction(SamplingGrid, double, torch.Device)"/>, differentiable by the width.</summary>
    /// <param name="grid">Grid of the intensity.</param>
    /// <param name="width">w in metres, a float64 scalar on the device of the result.</param>
    /// <returns>Real, float64, <c>[rows, columns / 2 + 1]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor TransferFunction(SamplingGrid grid, torch.Tensor width)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(width);
        using var scope = torch.NewDisposeScope();
        var (x, y) = Phases(grid, width);
        return (torch.special.sinc(x) * torch.special.sinc(y)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes w ∂/∂w of the transfer function.</summary>
    /// <remarks>w ∂sinc(w f)/∂w = cos(π w f) − sinc(w f): nothing is divided by a small number.</remarks>
    /// <param name="grid">Grid of the intensity.</param>
    /// <param name="width">w in metres, a float64 scalar on the device of the result.</param>
    /// <returns>Real, float64, <c>[rows, columns / 2 + 1]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor LogarithmicDerivative(SamplingGrid grid, torch.Tensor width)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(width);
        using var scope = torch.NewDisposeScope();
        var (x, y) = Phases(grid, width);
        var (sincX, sincY) = (torch.special.sinc(x), torch.special.sinc(y));
        return (((Math.PI * x).cos() - sincX) * sincY + sincX * ((Math.PI * y).cos() - sincY)).MoveToOuterDisposeScope();
    }

    /// <summary>Applies the transfer function; it is its own adjoint.</summary>
    /// <param name="intensity">Real, <c>[..., rows, columns]</c>.</param>
    /// <param name="transfer">From <see cref="TransferFunction(SamplingGrid, torch.Tensor)"/>, in the intensity's dtype.</param>
    /// <returns>A fresh real tensor, in the caller's dispose scope.</returns>
    public static torch.Tensor Apply(torch.Tensor intensity, torch.Tensor transfer)
    {
        ArgumentNullException.ThrowIfNull(intensity);
        using var scope = torch.NewDisposeScope();
        return torch.fft.irfft2(torch.fft.rfft2(intensity) * transfer, intensity.shape[^2..]).MoveToOuterDisposeScope();
    }

    // w f along a row and along a column.
    private static (torch.Tensor X, torch.Tensor Y) Phases(SamplingGrid grid, torch.Tensor width)
    {
        var fx = torch.fft.rfftfreq(grid.Columns, grid.Pitch, torch.ScalarType.Float64, width.device).unsqueeze(0);
        return (fx * width, Coordinates.FrequencyY(grid, width.device) * width);
    }
}
