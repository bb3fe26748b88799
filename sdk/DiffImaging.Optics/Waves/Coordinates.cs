using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Waves;

/// <summary>Positions and spatial frequencies of a grid's samples, float64.</summary>
/// <remarks>Position 0 is at index size / 2 (integer division). Frequencies are in FFT order, zero first: nothing is ever
/// shifted in memory.</remarks>
public static class Coordinates
{
    /// <summary>Positions along the rows' index.</summary>
    /// <returns>y in metres, <c>[rows, 1]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Y(SamplingGrid grid, torch.Device device) => Axis(grid.Rows, grid.Pitch, device, 1);

    /// <summary>Positions along the columns' index.</summary>
    /// <returns>x in metres, <c>[1, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor X(SamplingGrid grid, torch.Device device) => Axis(grid.Columns, grid.Pitch, device, 0);

    /// <summary>Spatial frequencies along the rows' index.</summary>
    /// <returns>f_y in cycles per metre, <c>[rows, 1]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor FrequencyY(SamplingGrid grid, torch.Device device) =>
        Frequency(grid.Rows, grid.Pitch, device, 1);

    /// <summary>Spatial frequencies along the columns' index.</summary>
    /// <returns>f_x in cycles per metre, <c>[1, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor FrequencyX(SamplingGrid grid, torch.Device device) =>
        Frequency(grid.Columns, grid.Pitch, device, 0);

    /// <summary>Squared spatial frequency f² = f_x² + f_y².</summary>
    /// <returns>In (cycles per metre)², <c>[rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public static torch.Tensor SquaredFrequency(SamplingGrid grid, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        return (FrequencyY(grid, device).square() + FrequencyX(grid, device).square()).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Axis(int size, double pitch, torch.Device device, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        var index = torch.arange(size, dtype: torch.ScalarType.Float64, device: device);
        return ((index - size / 2) * pitch).unsqueeze(dimension).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Frequency(int size, double pitch, torch.Device device, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        return torch.fft.fftfreq(size, pitch, torch.ScalarType.Float64, device).unsqueeze(dimension).MoveToOuterDisposeScope();
    }
}
