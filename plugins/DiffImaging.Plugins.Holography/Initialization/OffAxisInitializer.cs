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

/// <summary>First guess of off-axis holography: carrier from its peak, reference amplitude and background by regression,
/// distance from a scan, object by back-propagation of the sideband.</summary>
/// <remarks>Of the two sidebands that one is the object's which comes to a sharper focus in front of the sensor; the other is its
/// conjugate, with its focus behind.</remarks>
internal sealed class OffAxisInitializer(OffAxisHolographyOptions options, SamplingGrid sensor, SamplingGrid canvas, StageContext context) : IInitializer
{
    // Half a depth of focus of the sideband's aperture.
    private const double StepInDepths = 0.5;

    public InitialGuess Initialize(InitializationContext initialization)
    {
        var values = new Dictionary<string, torch.Tensor>();
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var hologram = initialization.Measurement.select(0, initialization.FittedFrames.First()).select(0, 0);
        var peak = options.Carrier is [var fx, var fy]
            ? new CarrierBin((int)Math.Round(fy * sensor.Height), (int)Math.Round(fx * sensor.Width))
            : CarrierBin.Find(hologram, 0.5 / options.Coarsening);
        CarrierBin[] candidates = options.Carrier is null ? [peak, peak.Opposite()] : [peak];

        using var propagator = new AngularSpectrum(canvas, new Light(options.Wavelength, options.RefractiveIndex), context);
        Candidate? best = null;
        foreach (var carrier in candidates)
        {
            var candidate = Try(hologram, carrier, propagator, initialization);
            best = best is null || candidate.Sharpness > best.Sharpness ? candidate : best;
        }

        var (reference, background) = Sideband.FitReference(hologram, best!.Field, options.Coarsening);
        initialization.Report(FormattableString.Invariant(
            $"carrier at bin (row {best.Carrier.Row}, column {best.Carrier.Column}); reference amplitude {reference:G4}, background {background:G4}; amplitude contrast is largest at {best.Distance * 1e3:G6} mm"));
        var back = torch.tensor(-best.Distance, torch.ScalarType.Float64, device: context.Device);
        var objectField = propagator.Propagate(best.Embedded / reference, propagator.TransferFunction(back));
        void Set(string key, torch.Tensor value) => values[key] = value.MoveToOuterDisposeScope();
        void SetNumber(string key, double value) => Set(key, torch.tensor(value, torch.ScalarType.Float64, device: context.Device));
        Set(HolographyKeys.Transmittance, objectField.to(context.ComplexType));
        SetNumber(HolographyKeys.Distance, best.Distance);
        SetNumber(HolographyKeys.ReferenceAmplitude, reference);
        SetNumber(HolographyKeys.Offset, background);
        SetNumber(HolographyKeys.CarrierX, best.Carrier.Column / sensor.Width);
        SetNumber(HolographyKeys.CarrierY, best.Carrier.Row / sensor.Height);
        return new InitialGuess(values, best.Curves);
    }

    public void Dispose()
    {
    }

    private Candidate Try(torch.Tensor hologram, CarrierBin carrier, AngularSpectrum propagator, InitializationContext initialization)
    {
        var field = Sideband.Demodulate(hologram, carrier, options.Coarsening).to(context.ComplexType);
        var embedded = Margin.Embed(field, canvas.Rows, canvas.Columns);
        var nominal = options.Distance.Nominal[0];
        if (!options.Scan.Enabled || !initialization.Active.Contains(HolographyKeys.Distance))
        {
            using var distance = torch.tensor(-nominal, torch.ScalarType.Float64, device: context.Device);
            var back = propagator.Propagate(embedded, propagator.TransferFunction(distance));
            return new Candidate(carrier, field, embedded, nominal, Sharpness.Evaluate(SharpnessMeasure.AmplitudeContrast, back, back, 0), []);
        }

        // The canvas' empty margin would count as contrast: the scan looks at the sensor's field alone, periodic as it is.
        var own = new SamplingGrid((int)field.shape[0], (int)field.shape[1], canvas.Pitch);
        var light = new Light(options.Wavelength, options.RefractiveIndex);
        using var periodic = new AngularSpectrum(own, light, context);
        var step = StepInDepths * FocalDepth.Of(own, light, nominal);
        var scan = new DistanceScan(periodic, options.Scan, SharpnessMeasure.AmplitudeContrast, step, border: 0);
        var curves = scan.Run(field, 0, options.Scan.RangeOf(options.Distance), HolographyKeys.Distance, distance => distance, initialization.Cancellation);
        return new Candidate(carrier, field, embedded, curves[0].Chosen, curves[0].Values.Max(), curves);
    }

    private sealed record Candidate(
        CarrierBin Carrier, torch.Tensor Field, torch.Tensor Embedded, double Distance, double Sharpness, IReadOnlyList<ScanCurve> Curves);
}
