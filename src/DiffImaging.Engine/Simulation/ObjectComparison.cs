using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using TorchSharp;

namespace DiffImaging.Engine.Simulation;

/// <summary>Compares an estimated object with the specimen behind a simulated measurement.</summary>
/// <remarks>Both are brought to the measurement's pitch by block means, or to the object's where that is the coarser; a global phase, which no intensity shows, is removed from
/// the field and the median from the phase; a phase ramp and a factor where they are gauges of the model. Peak signal-to-noise ratios are −10 log10(mean square error) for a peak of 1 (1 rad).</remarks>
public static class ObjectComparison
{
    // For a known object the specimen is sampled this much finer than the object's grid and averaged.
    private const int Oversampling = 3;

    // Three quarters of the sensor's field: the rim is seen under few angles.
    private const double Share = 0.75;

    /// <summary>Compares.</summary>
    /// <param name="variable">The estimated object variable.</param>
    /// <param name="estimate">Its value.</param>
    /// <param name="specimen">The specimen.</param>
    /// <param name="measurement">Grid of the prediction: its pitch and extent are compared on.</param>
    /// <param name="refinement">Samples along one side of a pixel that the simulation had.</param>
    /// <param name="gauges">Names of the model's gauges.</param>
    /// <param name="bandAbove">Lowest frequency of the figure <c>bandFieldPsnr</c>, in cycles per metre; null leaves it out.</param>
    /// <returns>Figures by name: <c>amplitudePsnr</c>, <c>phasePsnr</c>, <c>fieldPsnr</c>, <c>bandFieldPsnr</c>, in dB.</returns>
    public static IReadOnlyDictionary<string, double> Compare(
        ObjectVariable variable, torch.Tensor estimate, ISpecimen specimen, SamplingGrid measurement, int refinement, IReadOnlySet<string> gauges, double? bandAbove)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(specimen);
        ArgumentNullException.ThrowIfNull(measurement);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var factor = Math.Max(1, (int)Math.Round(measurement.Pitch / variable.Grid.Pitch));
        if ((int)Math.Round(variable.Grid.Pitch / measurement.Pitch) is > 1 and var coarser)
        {
            measurement = new SamplingGrid(measurement.Rows / coarser, measurement.Columns / coarser, variable.Grid.Pitch);
        }

        var (rows, columns) = ((int)(measurement.Rows * Share), (int)(measurement.Columns * Share));
        var guess = Margin.Centre(Binning.Mean(Transmittance.Of(estimate, variable.Parametrization).to(torch.ScalarType.ComplexFloat64), factor), rows, columns);
        var canvas = new SamplingGrid(variable.Grid.Rows / factor * refinement, variable.Grid.Columns / factor * refinement, measurement.Pitch / refinement);
        var truth = Margin.Centre(Binning.Mean(specimen.Sample(canvas), refinement), rows, columns);

        var aligned = GaugeAlignment.Align(guess, truth, gauges);
        var phaseError = (aligned * truth.conj()).angle();
        var result = new Dictionary<string, double>
        {
            ["amplitudePsnr"] = Psnr((aligned.abs() - truth.abs()).square()),
            ["phasePsnr"] = Psnr((phaseError - phaseError.median()).square()),
            ["fieldPsnr"] = Psnr((aligned - truth).abs().square()),
        };
        if (bandAbove is { } lowest)
        {
            var grid = new SamplingGrid(rows, columns, measurement.Pitch);
            var high = Coordinates.SquaredFrequency(grid, guess.device).greater(lowest * lowest);
            var difference = torch.fft.ifft2(torch.fft.fft2(aligned - truth) * high);
            result["bandFieldPsnr"] = Psnr(difference.abs().square());
        }

        return result;
    }

    /// <summary>The specimen on a grid of objects, each sample the mean over its own area, where the simulation put it.</summary>
    /// <remarks>The axis passes through a sample, so that a pixel of k samples has its centre (k − 1) / (2k) pixels behind the axis:
    /// grids of different refinement are shifted against each other by a fraction of a pixel, which is made good here, before the mean is
    /// taken: a mean of a sharp edge can no longer be moved by a fraction of a sample.</remarks>
    /// <param name="specimen">The specimen.</param>
    /// <param name="grid">The grid of the object, or a part of it about the axis.</param>
    /// <param name="measurement">Grid of the prediction.</param>
    /// <param name="refinement">Samples along one side of a pixel that the simulation had.</param>
    /// <param name="x">How far the specimen is moved, in metres.</param>
    /// <param name="y">How far the specimen is moved, in metres.</param>
    /// <returns>Complex128, <c>[rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor TrueTransmittance(ISpecimen specimen, SamplingGrid grid, SamplingGrid measurement, int refinement, double x = 0, double y = 0)
    {
        ArgumentNullException.ThrowIfNull(specimen);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(measurement);
        using var scope = torch.NewDisposeScope();
        var factor = Math.Max(1, (int)Math.Round(measurement.Pitch / grid.Pitch));
        var fine = new SamplingGrid(grid.Rows * Oversampling, grid.Columns * Oversampling, grid.Pitch / Oversampling);
        var centre = (Oversampling - 1) / 2.0 * fine.Pitch - (PixelCentre(refinement) - PixelCentre(factor)) * measurement.Pitch;
        var sampled = specimen.Sample(fine);
        if (Math.Abs(centre + x) + Math.Abs(centre + y) > 1e-6 * grid.Pitch)
        {
            torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64, sampled.device);
            sampled = FourierShift.Apply(sampled, FourierShift.Phasor(fine, Scalar(centre + x), Scalar(centre + y), torch.ScalarType.Float64));
        }

        return Binning.Mean(sampled, Oversampling).MoveToOuterDisposeScope();
    }

    private static double PixelCentre(int samples) => (samples - 1) / (2.0 * samples);

    private static double Psnr(torch.Tensor squaredError) => -10 * Math.Log10(Math.Max(squaredError.mean().item<double>(), 1e-300));
}
