using Acme.StructuredIllumination.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Initialization;

/// <summary>First guess: the stripes of each orientation from the frames' spectra, and a density that is the same everywhere.</summary>
internal sealed class StripeInitializer(MicroscopyOptions options, SignalDescription source, StageContext context) : IInitializer
{
    // Of the length of a nominal frequency.
    private const double UsualReach = 0.125;

    // One pixel in so many is darker than the first density; which is at least this share of the mean.
    private const int DarkShare = 20;
    private const double LeastShare = 0.01;

    /// <inheritdoc />
    public InitialGuess Initialize(InitializationContext initialization)
    {
        ArgumentNullException.ThrowIfNull(initialization);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var frames = initialization.Measurement.select(1, 0).to(torch.ScalarType.Float64);
        var values = new Dictionary<string, torch.Tensor> { [MicroscopyKeys.Density] = Density(frames, source.Grid).MoveToOuterDisposeScope() };
        if (!options.Search.Enabled || initialization.HeldOut.Count > 0 || !initialization.Active.Contains(MicroscopyKeys.Frequency)
            || !initialization.Values.TryGetValue(MicroscopyKeys.Frequency, out var nominal) || !initialization.Values.TryGetValue(MicroscopyKeys.NumericalAperture, out var aperture))
        {
            return new InitialGuess(values, []);
        }

        var orientations = (int)nominal.shape[0];
        var grid = new SamplingGrid((int)frames.shape[1], (int)frames.shape[2], options.PixelPitch);
        using var correlation = new BandCorrelation(frames, orientations, grid, options.Wavelength, aperture.ToDouble());
        var frequencies = new double[2 * orientations];
        var modulations = new double[orientations];
        var phases = new double[frames.shape[0]];
        var each = phases.Length / orientations;
        for (var orientation = 0; orientation < orientations; orientation++)
        {
            initialization.Cancellation.ThrowIfCancellationRequested();
            var start = (X: nominal[orientation, 0].ToDouble(), Y: nominal[orientation, 1].ToDouble());
            var reach = options.Search.Reach ?? UsualReach * Math.Sqrt(start.X * start.X + start.Y * start.Y);
            var peak = PeakFit.Find((x, y) => correlation.Strength(orientation, x, y), start, reach, 1 / Math.Max(grid.Width, grid.Height));
            var bands = correlation.Bands(orientation, peak.X, peak.Y);
            (frequencies[2 * orientation], frequencies[2 * orientation + 1]) = peak;
            modulations[orientation] = Math.Clamp(2 * bands.Average(band => band.Magnitude), 0.02, 1);
            for (var index = 0; index < each; index++)
            {
                phases[orientation * each + index] = bands[index].Phase;
            }

            initialization.Report(FormattableString.Invariant(
                $"stripes {orientation + 1}: frequency {peak.X * 1e-6:F4}, {peak.Y * 1e-6:F4} 1/µm, modulation {modulations[orientation]:F3}, phases {string.Join(", ", bands.Select(band => FormattableString.Invariant($"{band.Phase:F2}")))} rad"));
        }

        torch.Tensor Numbers(double[] numbers, params long[] shape) => torch.tensor(numbers, torch.ScalarType.Float64, context.Device).reshape(shape).MoveToOuterDisposeScope();
        values[MicroscopyKeys.Frequency] = Numbers(frequencies, orientations, 2);
        values[MicroscopyKeys.Modulation] = Numbers(modulations, orientations);
        values[MicroscopyKeys.Phase] = Numbers(phases, phases.Length);
        return new InitialGuess(values, []);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    // No detail, for a blurred image would tell the prior that the object is smooth. The brightness of the darkest part: there the likelihood of
    // photons bends most, and a step that is estimated there is nowhere too long.
    private torch.Tensor Density(torch.Tensor frames, SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var mean = frames.mean([0L]).reshape(-1);
        var dark = Math.Max(mean.kthvalue(1 + mean.numel() / DarkShare, 0).values.ToDouble(), LeastShare * mean.mean().ToDouble());
        return torch.full([grid.Rows, grid.Columns], Math.Max(dark, 0), context.RealType, context.Device).MoveToOuterDisposeScope();
    }
}
