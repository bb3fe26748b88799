using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Specimens;

/// <summary>Independent stationary Gaussian fields with a Matérn spectrum, and the transmittance that is made of them.</summary>
/// <remarks>Each is Re Σ_kl c_kl exp(2πi(ky + lx)/T), c_kl of independent normal parts with the variance S(f_kl), Σ S = σ², over the frequencies of a periodic grid of side T: any grid may sample it, and on the grid
/// itself, with an odd number of samples, it has the distribution of <c>gaussian-prior</c>.</remarks>
internal sealed class GaussianField : ISpecimen
{
    private readonly GaussianFieldOptions _options;
    private readonly StageContext _context;
    private readonly int _highest;
    private readonly List<(torch.Tensor Real, torch.Tensor Imaginary)> _fields = [];

    public GaussianField(GaussianFieldOptions options, StageContext context)
    {
        (_options, _context) = (options, context);
        _highest = ((int)Math.Round(options.Extent / options.Pitch) - 1) / 2;
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)context.Seed, torch.CPU);
        var order = torch.arange(-_highest, _highest + 1, dtype: torch.ScalarType.Float64) / options.Extent;
        var bend = (1 + (order.unsqueeze(1).square() + order.square()) * Math.Pow(2 * Math.PI * options.CorrelationLength, 2)).log() * (-options.Exponent / 2);
        var shape = (bend - bend.max()).exp();
        foreach (var deviation in options.Parametrization == ObjectParametrization.PhaseOnly ? [options.StandardDeviation] : new[] { options.AmplitudeDeviation ?? options.StandardDeviation, options.StandardDeviation })
        {
            var size = (shape / shape.sum()).sqrt() * deviation;
            torch.Tensor Part() => (size * torch.randn(size.shape, torch.ScalarType.Float64, torch.CPU, generator: generator)).to(context.Device).DetachFromDisposeScope();
            _fields.Add((Part(), Part()));
        }
    }

    public torch.Tensor Sample(SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var numbers = _fields.Select(field => Sample(field, grid)).ToArray();
        return (_options.Parametrization switch
        {
            ObjectParametrization.PhaseOnly => Phasor.Of(numbers[0]),
            ObjectParametrization.LogAmplitudePhase => numbers[0].exp() * Phasor.Of(numbers[1]),
            _ => torch.complex(1 + numbers[0], numbers[1]),
        }).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var (real, imaginary) in _fields)
        {
            real.Dispose();
            imaginary.Dispose();
        }
    }

    // As products of real matrices.
    private torch.Tensor Sample((torch.Tensor Real, torch.Tensor Imaginary) coefficients, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var order = torch.arange(-_highest, _highest + 1, dtype: torch.ScalarType.Float64, device: _context.Device) * (2 * Math.PI / _options.Extent);
        var down = Coordinates.Y(grid, _context.Device) * order.unsqueeze(0);
        var across = order.unsqueeze(1) * Coordinates.X(grid, _context.Device);
        var (cosine, sine) = (across.cos(), across.sin());
        var even = coefficients.Real.matmul(cosine) - coefficients.Imaginary.matmul(sine);
        var odd = coefficients.Real.matmul(sine) + coefficients.Imaginary.matmul(cosine);
        return (down.cos().matmul(even) - down.sin().matmul(odd)).MoveToOuterDisposeScope();
    }
}
