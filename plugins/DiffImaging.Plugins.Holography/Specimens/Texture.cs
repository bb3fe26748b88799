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
    private readonly (torch.Tensor Real, torch.Tensor Imaginary) _absorbing;   // [modes, modes] float64, Fourier coefficients
    private readonly (torch.Tensor Real, torch.Tensor Imaginary) _delaying;
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
        _absorbing.Real.Dispose();
        _absorbing.Imaginary.Dispose();
        _delaying.Real.Dispose();
        _delaying.Imaginary.Dispose();
    }

    private (torch.Tensor Real, torch.Tensor Imaginary) Coefficients(SeededChance chance)
    {
        var size = 2 * _highest + 1;
        var (real, imaginary) = (new double[size * size], new double[size * size]);
        for (var row = -_highest; row <= _highest; row++)
        {
            for (var column = -_highest; column <= _highest; column++)
            {
                var at = (row + _highest) * size + column + _highest;
                var inside = row * row + column * column <= _highest * _highest;
                (real[at], imaginary[at]) = (inside ? chance.Normal() : 0, inside ? chance.Normal() : 0);
            }
        }

        torch.Tensor Matrix(double[] values) => torch.tensor(values, [size, size], torch.ScalarType.Float64, _context.Device).DetachFromDisposeScope();
        return (Matrix(real), Matrix(imaginary));
    }

    // Re Σ c_kl exp(iky) exp(ilx), as products of real matrices.
    private torch.Tensor Pattern((torch.Tensor Real, torch.Tensor Imaginary) coefficients, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var order = torch.arange(-_highest, _highest + 1, dtype: torch.ScalarType.Float64, device: _context.Device) * (Math.PI / _options.Extent);
        var down = Coordinates.Y(grid, _context.Device) * order.unsqueeze(0);
        var across = order.unsqueeze(1) * Coordinates.X(grid, _context.Device);
        var (cosine, sine) = (across.cos(), across.sin());
        var even = coefficients.Real.matmul(cosine) - coefficients.Imaginary.matmul(sine);
        var odd = coefficients.Real.matmul(sine) + coefficients.Imaginary.matmul(cosine);
        var series = down.cos().matmul(even) - down.sin().matmul(odd);
        return (0.5 + 0.5 * (series / (series.std() * Math.Sqrt(2))).erf()).MoveToOuterDisposeScope();
    }

    private torch.Tensor Window(torch.Tensor position) =>
        ((_options.Extent / 2 - position.abs()) / (Rim * _options.Extent) * 4 - 4).sigmoid();
}
