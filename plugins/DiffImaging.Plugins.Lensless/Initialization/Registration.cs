using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>Registers back-propagated frames by complex cross-correlation with the mean of the others.</summary>
/// <remarks>Back-propagation takes the twin image out of focus; a sharp object decides. The mean of all corrections is removed: a common
/// shift is a translated object.</remarks>
internal sealed class Registration(SamplingGrid grid, Light light, LenslessSuperResolutionOptions options, StageContext context) : IDisposable
{
    // The response exp(−(1.5 p f)²): half at the pixels' Nyquist frequency, beyond which aliases dominate.
    private const double Smoothing = 1.5;

    private readonly ShiftedTransfer _transfer = new(grid, light, context);

    /// <summary>Root mean square of the corrections of the last run, in metres.</summary>
    public double Correction { get; private set; }

    /// <summary>Registers.</summary>
    /// <param name="departures">Fields at the sensor less the empty one, complex, <c>[frames, rows, columns]</c>.</param>
    /// <param name="distances">Distance of each frame, in metres.</param>
    /// <param name="nominal">x and y of each frame in turn, in metres.</param>
    /// <param name="heldOut">Frames that are registered to the others, and to which no other is.</param>
    /// <param name="cancellation">Cancels the registration.</param>
    /// <returns>x and y of each frame in turn, in metres.</returns>
    public double[] Run(torch.Tensor departures, double[] distances, double[] nominal, IReadOnlySet<int> heldOut, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var frames = distances.Length;
        var spectra = BackPropagated(departures, distances, nominal);
        var corrections = new double[2 * frames];
        for (var round = 0; round < options.Registration.Rounds; round++)
        {
            using var inner = torch.NewDisposeScope();
            var aligned = torch.stack([.. Enumerable.Range(0, frames).Select(frame => spectra[frame] * Shifted(corrections[2 * frame], corrections[2 * frame + 1]))]);
            var fitted = torch.tensor([.. Enumerable.Range(0, frames).Where(frame => !heldOut.Contains(frame)).Select(frame => (long)frame)]).to(aligned.device);
            var mean = aligned.index_select(0, fitted).sum([0]);
            for (var frame = 0; frame < frames; frame++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var innermost = torch.NewDisposeScope();
                var product = (heldOut.Contains(frame) ? mean : mean - aligned[frame]).conj() * spectra[frame];
                (corrections[2 * frame], corrections[2 * frame + 1]) = CrossCorrelation.Shift(product, grid, options.Registration.Reach);
            }

            Centre(corrections);
        }

        Correction = Math.Sqrt(corrections.Select(value => value * value).Sum() / frames);
        return [.. nominal.Zip(corrections, (given, change) => given + change)];
    }

    /// <inheritdoc />
    public void Dispose() => _transfer.Dispose();

    // Spectra of the frames in focus and at their nominal places, without the constant, low-passed.
    private torch.Tensor BackPropagated(torch.Tensor departures, double[] distances, double[] nominal)
    {
        using var scope = torch.NewDisposeScope();
        var low = (Coordinates.SquaredFrequency(grid, context.Device) * (-Math.Pow(Smoothing * grid.Pitch, 2))).exp();
        low[0, 0] = 0;
        var response = low.to(context.RealType);
        return torch.stack([.. distances.Select((distance, frame) =>
            _transfer.Multiply(torch.fft.fft2(departures[frame]), new Displacement(-nominal[2 * frame], -nominal[2 * frame + 1], -distance)) * response)]).MoveToOuterDisposeScope();
    }

    // exp(+i2π f·d): moves back by d.
    private torch.Tensor Shifted(double x, double y)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64, context.Device);
        return FourierShift.Phasor(grid, Scalar(-x), Scalar(-y), context.RealType).MoveToOuterDisposeScope();
    }

    private static void Centre(double[] corrections)
    {
        foreach (var axis in (int[])[0, 1])
        {
            var mean = corrections.Where((_, index) => index % 2 == axis).Average();
            for (var index = axis; index < corrections.Length; index += 2)
            {
                corrections[index] -= mean;
            }
        }
    }
}
