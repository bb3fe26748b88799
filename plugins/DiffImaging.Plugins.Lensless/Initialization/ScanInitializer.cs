using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>First guess of a lensless scan: amplitude of the illumination from the median, each height by sharpness over its frames, then the
/// shifts by registration at these heights. The object starts as empty space: the mean of back-propagated frames was found to stall.</summary>
internal sealed class ScanInitializer(LenslessSuperResolutionOptions options, MeasurementDescription measurement, StageContext context) : IInitializer
{
    // Room for what the back-propagation brings to the edge, as a share of the field.
    private const int MarginShare = 8;

    /// <inheritdoc />
    public InitialGuess Initialize(InitializationContext initialization)
    {
        ArgumentNullException.ThrowIfNull(initialization);
        var values = new Dictionary<string, torch.Tensor>();
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var frames = initialization.Measurement.select(1, 0).to(context.RealType);
        var amplitude = frames.clamp_min(0).sqrt();
        if (initialization.Active.Contains(LenslessKeys.IlluminationAmplitude))
        {
            values[LenslessKeys.IlluminationAmplitude] = amplitude.index_select(0, Index(initialization.FittedFrames)).median().to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
        }

        var (scans, registers) = (options.Scan.Enabled && initialization.Active.Contains(LenslessKeys.Distance), options.Registration.Enabled && initialization.Active.Contains(LenslessKeys.Shift));
        if (!scans && !registers)
        {
            return new InitialGuess(values, []);
        }

        var margin = Math.Max(measurement.Rows, measurement.Columns) / MarginShare;
        var grid = new SamplingGrid(measurement.Rows + 2 * margin, measurement.Columns + 2 * margin, options.PixelPitch);
        var light = new Light(options.Wavelength, options.RefractiveIndex);
        var departures = Departures(amplitude, margin);
        IReadOnlyList<ScanCurve> curves = [];
        double[] distances = [.. options.Distance.Nominal];
        if (scans)
        {
            using var scan = new HeightScan(grid, light, margin, options, context);
            curves = [.. Enumerable.Range(0, distances.Length).Select(height =>
                scan.Run(Frames(departures, height, initialization.HeldOut), height, initialization.Cancellation))];
            distances = [.. curves.Select(curve => curve.Chosen)];
            initialization.Report("heights by sharpness: " + string.Join(", ", distances.Select(z => FormattableString.Invariant($"{z * 1e3:G6} mm"))));
            values[LenslessKeys.Distance] = torch.tensor(distances, torch.ScalarType.Float64, context.Device).MoveToOuterDisposeScope();
        }

        if (registers)
        {
            using var registration = new Registration(grid, light, options, context);
            double[] ofFrames = [.. Enumerable.Range(0, measurement.Frames).Select(frame => distances[Height(frame)])];
            var corrected = registration.Run(departures, ofFrames, NominalShifts(), initialization.HeldOut, initialization.Cancellation);
            initialization.Report(FormattableString.Invariant($"registration: shifts corrected by {registration.Correction / options.PixelPitch:G3} pixels RMS"));
            values[LenslessKeys.Shift] = ToParameter(corrected).MoveToOuterDisposeScope();
        }

        return new InitialGuess(values, curves);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    // √I over its median, less one: what the object does to the empty field, about the axis of a larger grid.
    private torch.Tensor Departures(torch.Tensor amplitude, int margin)
    {
        using var scope = torch.NewDisposeScope();
        var background = torch.stack([.. Enumerable.Range(0, measurement.Frames).Select(frame => amplitude[frame].median())]).reshape(-1, 1, 1);
        return Margin.Add(amplitude / background - 1, margin).to(context.ComplexType).MoveToOuterDisposeScope();
    }

    // Where every frame of a height is held out its height is theirs alone.
    private torch.Tensor Frames(torch.Tensor departures, int height, IReadOnlySet<int> heldOut)
    {
        using var scope = torch.NewDisposeScope();
        int[] all = [.. Enumerable.Range(0, measurement.Frames).Where(frame => Height(frame) == height)];
        return departures.index_select(0, Index(all.All(heldOut.Contains) ? all : all.Where(frame => !heldOut.Contains(frame)))).MoveToOuterDisposeScope();
    }

    private torch.Tensor Index(IEnumerable<int> frames) => torch.tensor([.. frames.Select(frame => (long)frame)], torch.ScalarType.Int64, context.Device);

    private int Height(int frame) => options.Distance.Nominal.Count == 1 ? 0
        : options.Heights.Count > 0 ? options.Heights[frame]
        : frame / (measurement.Frames / options.Distance.Nominal.Count);

    private double[] NominalShifts() => options.Shift.Nominal.Count == 2 * measurement.Frames
        ? [.. options.Shift.Nominal]
        : [.. Enumerable.Range(0, 2 * measurement.Frames).Select(index => options.Shift.Nominal.Count == 0 ? 0 : options.Shift.Nominal[index % 2])];

    private torch.Tensor ToParameter(double[] shifts)
    {
        using var scope = torch.NewDisposeScope();
        var each = torch.tensor(shifts, torch.ScalarType.Float64, context.Device).reshape(-1, 2);
        return ((options.Shift.Per ?? ParameterExtent.Frame) == ParameterExtent.Frame ? each : each.mean([0])).MoveToOuterDisposeScope();
    }
}
