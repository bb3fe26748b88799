using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Figures;

/// <summary>Power of a spectrum in dB, frequency 0 in the middle, with circles left blank.</summary>
internal sealed class SpectrumMap
{
    /// <summary>Radius of the mark of a frequency, in bins.</summary>
    public const double Dot = 4;

    private const double Floor = 1e-8;
    private readonly SamplingGrid _grid;
    private readonly float[] _values;

    /// <param name="grid">Grid of the image.</param>
    /// <param name="image">Real, <c>[rows, columns]</c>; borrowed.</param>
    public SpectrumMap(SamplingGrid grid, torch.Tensor image)
    {
        using var scope = torch.NewDisposeScope();
        _grid = grid;
        var power = torch.fft.fftshift(torch.fft.fft2(image)).abs().square();
        _values = (10 * (power / power.max()).clamp_min(Floor).log10()).to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>The values, row by row; not a number on the circles.</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>Leaves a circle blank, as far as it lies on the grid.</summary>
    /// <param name="x">Centre, in 1/m.</param>
    /// <param name="y">Centre, in 1/m.</param>
    /// <param name="radius">Radius, in 1/m.</param>
    public void MarkCircle(double x, double y, double radius)
    {
        var steps = (int)Math.Ceiling(2 * Math.PI * radius * Math.Max(_grid.Width, _grid.Height)) + 8;
        for (var step = 0; step < steps; step++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * step / steps);
            var column = (int)Math.Round((x + radius * cosine) * _grid.Width) + _grid.Columns / 2;
            var row = (int)Math.Round((y + radius * sine) * _grid.Height) + _grid.Rows / 2;
            if (row >= 0 && row < _grid.Rows && column >= 0 && column < _grid.Columns)
            {
                _values[row * _grid.Columns + column] = float.NaN;
            }
        }
    }
}
