using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Holography.Modalities;
using DiffImaging.Plugins.Holography.Stages;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>First guess of in-line holography: amplitude of the illumination from the median, distance from a scan. The object
/// starts as empty space, which was found to lead to the optimum more surely than a back-propagated one.</summary>
internal sealed class InlineInitializer(InlineHolographyOptions options, SamplingGrid sensor, int margin, double depthOfFocus, StageContext context) : IInitializer
{
    // Planes this many depths of focus apart still show every maximum of the measures.
    private const double StepInDepths = 3;

    private readonly PointSourceGeometry _geometry = new(options.SourceDistance);

    public InitialGuess Initialize(InitializationContext initialization)
    {
        var values = new Dictionary<string, torch.Tensor>();
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var amplitude = initialization.Measurement.select(0, initialization.FittedFrames.First()).select(0, 0).clamp_min(0).sqrt();
        var background = amplitude.median().to(torch.ScalarType.Float64).item<double>();
        if (initialization.Active.Contains(HolographyKeys.IlluminationAmplitude))
        {
            values[HolographyKeys.IlluminationAmplitude] = torch.tensor(background, torch.ScalarType.Float64, context.Device).MoveToOuterDisposeScope();
        }

        if (!options.Scan.Enabled || !initialization.Active.Contains(HolographyKeys.Distance))
        {
            return new InitialGuess(values, []);
        }

        var departure = amplitude / background - 1;
        var embedded = Margin.Add(departure, margin).to(context.ComplexType);
        var grid = sensor with { Rows = sensor.Rows + 2 * margin, Columns = sensor.Columns + 2 * margin };
        using var propagator = new AngularSpectrum(grid, new Light(options.Wavelength, options.RefractiveIndex), context);
        var range = _geometry.Limit(options.Scan.RangeOf(options.Distance), options.Distance.Nominal[0]);
        var scan = new DistanceScan(propagator, options.Scan, SharpnessMeasure.GradientContrast, StepInDepths * depthOfFocus);
        var curves = scan.Run(embedded, 1, range, HolographyKeys.Distance, _geometry.Effective, initialization.Cancellation);
        initialization.Report(FormattableString.Invariant($"distance scan: {curves[0].Measure} is largest at {curves[0].Chosen * 1e3:G6} mm of {curves[0].Positions[0] * 1e3:G4} … {curves[0].Positions[^1] * 1e3:G4} mm"));
        values[HolographyKeys.Distance] = torch.tensor(curves[0].Chosen, torch.ScalarType.Float64, device: context.Device).MoveToOuterDisposeScope();
        return new InitialGuess(values, curves);
    }

    public void Dispose()
    {
    }
}
