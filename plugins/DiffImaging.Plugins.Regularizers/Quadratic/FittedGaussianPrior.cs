using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Plugins.Regularizers.Quadratic.Fit;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>A <see cref="GaussianPrior"/> whose power spectrum is fitted to the object as it is when a phase begins.</summary>
/// <remarks>min Σ_f [log M + P/M] over M = S + w, S = A (1 + (2πℓf)²)^(−p/2), P the periodogram of x − r without the frequency zero, and within the band that the options give.
/// The white floor w is the noise in the object as it is, no part of the prior; it is left out unless it explains the image better
/// than a free number would by chance. An object that is constant, or a grid with hardly a frequency, leaves nothing to fit: then S is
/// that of the options. Source: [whittle1954].</remarks>
public sealed class FittedGaussianPrior : IProximableRegularizer, IAdaptiveRegularizer
{
    // Square of what single precision holds of a number, with some room for what a Fourier transform adds.
    private const double Constant = 1e-12;

    private readonly ObjectView _view;
    private readonly SamplingGrid _grid;
    private readonly StageContext _context;
    private readonly GaussianPriorOptions _options;
    private readonly MaternSpectrum _start;
    private readonly GaussianPrior _prior;
    private readonly torch.Tensor _state;

    internal FittedGaussianPrior(GaussianPriorOptions options, ObjectVariable target, StageContext context)
    {
        (_view, _grid, _context, _options) = (new ObjectView(target, options.On), target.Grid, context, options);
        _start = PowerSpectrum.Matern(options, target.Grid);
        _prior = new GaussianPrior(options, target, context);
        _state = torch.zeros(3, torch.ScalarType.Float64).DetachFromDisposeScope();
        Become(_start);
    }

    /// <inheritdoc />
    /// <remarks>A, ℓ in metres, and p.</remarks>
    public IReadOnlyList<torch.Tensor> State => [_state];

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable) => _prior.Evaluate(variable);

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => _prior.CreateProximal();

    /// <inheritdoc />
    public string Adapt(torch.Tensor variable)
    {
        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var numbers = _view.Select(variable);
        var deviation = numbers - _prior.Reference;
        var periodogram = RadialPeriodogram.Of(deviation, _grid);
        var isConstant = !(periodogram.Mean > Constant * (SquareOf(numbers) + SquareOf(deviation)) / periodogram.Parts);
        var fit = isConstant ? null : WhittleFit.To(periodogram.Between(_options.LowestFrequency, _options.HighestFrequency ?? double.PositiveInfinity), _grid);
        Become(fit?.Spectrum ?? _start);
        return fit is null
            ? $"{(isConstant ? "the object is constant or not finite" : "the object cannot be fitted")}; the spectrum given stays: {Describe()}"
            : $"fitted to the object: {Describe()}, {Noise(fit)}{string.Concat(fit.AtBounds.Select(name => $"; the {name} lies at its bound"))}";
    }

    /// <inheritdoc />
    public void Restore(IReadOnlyList<torch.Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count != 1 || state[0].numel() != 3 || state[0].dtype != torch.ScalarType.Float64)
        {
            throw new ArgumentException($"Found {state.Count} tensors, expected one of three float64 numbers: level, correlation length, exponent.", nameof(state));
        }

        using var scope = torch.NewDisposeScope();
        var numbers = state[0].cpu().data<double>().ToArray();
        Become(new MaternSpectrum(numbers[0], numbers[1], numbers[2]));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _prior.Dispose();
        _state.Dispose();
    }

    // Every way to a spectrum leads through its three numbers, so that a restored one has the same bits.
    private void Become(MaternSpectrum spectrum)
    {
        using var scope = torch.NewDisposeScope();
        _state.copy_(torch.tensor(new[] { spectrum.Level, spectrum.CorrelationLength, spectrum.Exponent }));
        _prior.Density.copy_(spectrum.Density(_grid, _context));
    }

    // Per pixel, of all parts.
    private double SquareOf(torch.Tensor numbers) =>
        numbers.abs().square().sum(torch.ScalarType.Float64).item<double>() / ((double)_grid.Rows * _grid.Columns);

    private string Describe()
    {
        var numbers = _state.data<double>().ToArray();
        var deviation = Math.Sqrt(_prior.Density.mean([0L, 1L], type: torch.ScalarType.Float64).item<double>());
        return FormattableString.Invariant($"standard deviation {deviation:G4}, correlation length {numbers[1]:G4} m, exponent {numbers[2]:G4}");
    }

    private static string Noise(WhittleFit fit) =>
        fit.Floor > 0 ? FormattableString.Invariant($"white noise of {Math.Sqrt(fit.Floor):G4} besides (no part of the prior)") : "no white noise besides";
}
