using DiffImaging.Optics.Resampling;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>First guess of a coded mask: the frames show the same image at different places, and are registered by cross-correlation with the mean of the
/// others. The mean of the nominal shifts is kept.</summary>
internal sealed class MaskInitializer(CodedMaskModalityOptions options, MeasurementDescription measurement, StageContext context) : IInitializer
{
    /// <inheritdoc />
    public InitialGuess Initialize(InitializationContext initialization)
    {
        ArgumentNullException.ThrowIfNull(initialization);
        var values = new Dictionary<string, torch.Tensor>();
        if (!options.Registration.Enabled || measurement.Frames < 2 || !initialization.Active.Contains(CodedMaskKeys.Shift)
            || !initialization.Values.TryGetValue(CodedMaskKeys.Shift, out var nominal) || nominal.dim() != 2)
        {
            return new InitialGuess(values, []);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var shifts = nominal.clone();
        var spectra = Spectra(initialization.Measurement);
        var counts = torch.tensor([.. Enumerable.Range(0, measurement.Frames).Select(frame => initialization.HeldOut.Contains(frame) ? 0.0f : 1)], device: context.Device).reshape(-1, 1, 1);
        var grid = new SamplingGrid(measurement.Rows, measurement.Columns, options.PixelPitch);
        for (var round = 0; round < options.Registration.Rounds; round++)
        {
            initialization.Cancellation.ThrowIfCancellationRequested();
            using var inner = torch.NewDisposeScope();
            var ramps = FourierShift.Phasor(grid, -shifts.select(1, 0), -shifts.select(1, 1), context.RealType).squeeze(1);
            var aligned = spectra * ramps;
            var fitted = aligned * counts;
            var others = fitted.sum([0L]).unsqueeze(0) - fitted;
            for (var frame = 0; frame < measurement.Frames; frame++)
            {
                var (x, y) = CrossCorrelation.Shift(others[frame].conj() * aligned[frame], grid, options.Registration.Reach);
                shifts[frame, 0] += x;
                shifts[frame, 1] += y;
            }

            shifts.sub_(shifts.mean([0L], keepdim: true) - nominal.mean([0L], keepdim: true));
        }

        var change = (shifts - nominal).square().mean().sqrt().item<double>() / options.PixelPitch;
        initialization.Report(FormattableString.Invariant($"registration: shifts corrected by {change:G3} pixels RMS along each axis"));
        values[CodedMaskKeys.Shift] = shifts.MoveToOuterDisposeScope();
        return new InitialGuess(values, []);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    // Without their mean and with soft edges: the frame stays where the image moves.
    private torch.Tensor Spectra(torch.Tensor measured)
    {
        using var scope = torch.NewDisposeScope();
        var frames = measured.select(1, 0).to(context.RealType);
        torch.Tensor Edge(int size) => torch.hann_window(size, periodic: false, dtype: context.RealType, device: context.Device);
        var windowed = (frames - frames.mean([1L, 2L], keepdim: true)) * (Edge(measurement.Rows).unsqueeze(1) * Edge(measurement.Columns).unsqueeze(0));
        return torch.fft.fft2(windowed.to(context.ComplexType)).MoveToOuterDisposeScope();
    }
}
