using DiffImaging.Engine.Simulation;
using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using TorchSharp;

namespace DiffImaging.Host.Experiments;

/// <summary>Compares an object that was estimated finer than the pixels, or that may be translated, with the specimen at the object's own pitch.</summary>
internal static class FineComparison
{
    // As in ObjectComparison: the rim is seen under few angles.
    private const double Share = 0.75;

    // Three pixels at four samples each: a common shift beyond that is no gauge but a failure.
    private const double Reach = 12;

    /// <param name="variable">The estimated object variable.</param>
    /// <param name="estimate">Its value.</param>
    /// <param name="truth">The specimen, and the refinement that it was simulated with.</param>
    /// <param name="measurement">Grid of the prediction.</param>
    /// <param name="gauges">Names of the model's gauges: what they let the object do is undone first; for a translation the specimen is brought to where the object is.</param>
    /// <returns><c>fineFieldPsnr</c> and <c>fineAmplitudePsnr</c>, in dB, where the object is finer than the pixels or may be translated; figures of the specimen's own.</returns>
    public static IReadOnlyDictionary<string, double> Compare(
        ObjectVariable variable, torch.Tensor estimate, SimulatedMeasurement truth, SamplingGrid measurement, IReadOnlySet<string> gauges)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var factor = Math.Max(1, (int)Math.Round(measurement.Pitch / variable.Grid.Pitch));
        var grid = new SamplingGrid(
            Math.Min(variable.Grid.Rows, measurement.Rows * factor), Math.Min(variable.Grid.Columns, measurement.Columns * factor), variable.Grid.Pitch);
        var guess = Margin.Centre(Transmittance.Of(estimate, variable.Parametrization).to(torch.ScalarType.ComplexFloat64), grid.Rows, grid.Columns);
        var result = new Dictionary<string, double>();
        var (x, y) = (0.0, 0.0);
        var isTranslated = gauges.Contains(ObjectGauges.Translation);
        if (factor > 1 || isTranslated)
        {
            var expected = ObjectComparison.TrueTransmittance(truth.Specimen, grid, measurement, truth.Refinement);
            if (isTranslated)
            {
                // The specimen has edges between any two samples; the estimate has what its samples hold, and would lose by an interpolation.
                (x, y) = Translation(guess, expected, grid);
                expected = ObjectComparison.TrueTransmittance(truth.Specimen, grid, measurement, truth.Refinement, x, y);
            }

            var (rows, columns) = ((int)(measurement.Rows * factor * Share), (int)(measurement.Columns * factor * Share));
            var wanted = Margin.Centre(expected, rows, columns);
            var found = GaugeAlignment.Align(Margin.Centre(guess, rows, columns), wanted, gauges);
            result["fineFieldPsnr"] = Psnr((found - wanted).abs().square());
            result["fineAmplitudePsnr"] = Psnr((found.abs() - wanted.abs()).square());
        }

        return truth.Specimen is ITestTarget target
            ? new Dictionary<string, double>([.. result, .. Judge(target, Moved(guess, grid, -x, -y), grid, truth, measurement)])
            : result;
    }

    /// <summary>Figures of the specimen's own for a single frame as people look at it without reconstruction: the largest of all frames.</summary>
    /// <param name="view">Shows a frame.</param>
    /// <param name="target">The specimen.</param>
    /// <param name="truth">The measurement.</param>
    /// <param name="measurement">Grid of the prediction.</param>
    /// <param name="values">True values of the parameters.</param>
    /// <returns><c>oneFrame.name</c> for each figure.</returns>
    public static IReadOnlyDictionary<string, double> OneFrame(
        IFrameView view, ITestTarget target, SimulatedMeasurement truth, SamplingGrid measurement, IReadOnlyDictionary<string, torch.Tensor> values)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var frames = torch.tensor(truth.Frames.Pixels, [truth.Frames.Frames, truth.Frames.Rows, truth.Frames.Columns]);
        return Enumerable.Range(0, truth.Frames.Frames)
            .SelectMany(frame =>
            {
                using var inner = torch.NewDisposeScope();
                var seen = view.Show(frames[frame], frame, values).to(torch.ScalarType.ComplexFloat64).cpu();
                return Judge(target, seen, view.Grid, truth, measurement);
            })
            .GroupBy(figure => figure.Key)
            .ToDictionary(group => $"oneFrame.{group.Key}", group => group.Max(figure => figure.Value));
    }

    // The axis passes through the first sample of the central pixel: pixels of different refinement have different centres.
    private static IReadOnlyDictionary<string, double> Judge(
        ITestTarget target, torch.Tensor image, SamplingGrid grid, SimulatedMeasurement truth, SamplingGrid measurement)
    {
        var factor = Math.Max(1, (int)Math.Round(measurement.Pitch / grid.Pitch));
        var offset = (PixelCentre(truth.Refinement) - PixelCentre(factor)) * measurement.Pitch;
        return target.Judge(Moved(image, grid, offset, offset), grid);
    }

    private static (double X, double Y) Translation(torch.Tensor guess, torch.Tensor expected, SamplingGrid grid)
    {
        var (a, b) = (torch.fft.fft2(expected - expected.mean()), torch.fft.fft2(guess - guess.mean()));
        return CrossCorrelation.Shift(a.conj() * b, grid, Reach);
    }

    private static torch.Tensor Moved(torch.Tensor image, SamplingGrid grid, double x, double y)
    {
        torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64, image.device);
        return FourierShift.Apply(image, FourierShift.Phasor(grid, Scalar(x), Scalar(y), torch.ScalarType.Float64));
    }

    private static double PixelCentre(int samples) => (samples - 1) / (2.0 * samples);

    private static double Psnr(torch.Tensor squaredError) => -10 * Math.Log10(Math.Max(squaredError.mean().item<double>(), 1e-300));
}
