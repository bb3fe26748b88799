using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Two independent band-limited random patterns p, q in [0, 1]: amplitude 1 − 2 a p and phase q rad inside a square
/// whose rim is soft, 1 outside.</summary>
/// <remarks>Each pattern is a random Fourier series with the period of twice the extent, so that any grid may sample it; it is
/// squeezed into [0, 1] by the error function, which keeps its histogram flat.</remarks>
internal sealed class Texture : ISpecimen
{
    private const double Rim = 0.04;

    private readonly TextureOptions _options;
    private readonly StageContext _context;
    private readonly torch.Tensor _absorbing;   // [modes, modes] complex128, Fourier coefficients
    private readonly torch.Tensor _delaying;
    private readonly int _highest;

    public Texture(TextureOptions options, StageContext context)
    {
        (_options, _context) = (options, context);
        _highest = Math.Max(1, (int)(2 * options.Extent / options.FinestPeriod));
        var chance = new SeededChance(context.Seed);
        _absorbing = Coefficients(chance);
        _delaying = Coefficients(chance);
    }

    public torch.Tensor Sample(SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var window = Window(Coordinates.Y(grid, _context.Device)) * Window(Coordinates.X(grid, _context.Device));
        var amplitude = 1 - 2 * _options.Absorption * Pattern(_absorbing, grid) * window;
        return (amplitude * Phasor.Of(Pattern(_delaying, grid) * window)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _absorbing.Dispose();
        _delaying.Dispose();
    }

    private torch.Tensor Coefficients(SeededChance chance)
    {
        using var scope = torch.NewDisposeScope();
        var size = 2 * _highest + 1;
        var parts = new double[size * size * 2];
        for (var row = -_highest; row <= _highest; row++)
        {
            for (var column = -_highest; column <= _highest; column++)
            {
                var at = 2 * ((row + _highest) * size + column + _highest);
                var inside = row * row + column * column <= _highest * _highest;
                (parts[at], parts[at + 1]) = (inside ? chance.Normal() : 0, inside ? chance.Normal() : 0);
            }
        }

        return torch.view_as_complex(torch.tensor(parts, [size, size, 2], torch.ScalarType.Float64, _context.Device)).clone().DetachFromDisposeScope();
    }

    private torch.Tensor Pattern(torch.Tensor coefficients, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var order = torch.arange(-_highest, _highest + 1, dtype: torch.ScalarType.Float64, device: _context.Device);
        var unit = Math.PI / _options.Extent;
        var down = Phasor.Of(Coordinates.Y(grid, _context.Device) * unit * order.unsqueeze(0));
        var across = Phasor.Of(order.unsqueeze(1) * unit * Coordinates.X(grid, _context.Device));
        var series = down.matmul(coefficients).matmul(across).real;
        var deviation = series.std();
        return (0.5 + 0.5 * (series / (deviation * Math.Sqrt(2))).erf()).MoveToOuterDisposeScope();
    }

    private torch.Tensor Window(torch.Tensor position) =>
        ((_options.Extent / 2 - position.abs()) / (Rim * _options.Extent) * 4 - 4).sigmoid();
}
