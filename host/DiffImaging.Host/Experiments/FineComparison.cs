using DiffImaging.Engine.Simulation;
using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Objects;
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
    /// <param name="isTranslated">Whether a translation of the object is a gauge of the model: it is then removed first.</param>
    /// <returns><c>fineFieldPsnr</c> and <c>fineAmplitudePsnr</c>, in dB, where the object is finer than the pixels or may be translated; figures of the specimen's own.</returns>
    public static IReadOnlyDictionary<string, double> Compare(
        ObjectVariable variable, torch.Tensor estimate, SimulatedMeasurement truth, SamplingGrid measurement, bool isTranslated)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var factor = (int)Math.Round(measurement.Pitch / variable.Grid.Pitch);
        var guess = Transmittance.Of(estimate, variable.Parametrization).to(torch.ScalarType.ComplexFloat64);
        var result = new Dictionary<string, double>();
        if (factor > 1 || isTranslated)
        {
            var fine = Math.Max(1, factor);
            var (rows, columns) = ((int)(measurement.Rows * fine * Share), (int)(measurement.Columns * fine * Share));
            var expected = ObjectComparison.TrueTransmittance(truth.Specimen, variable, measurement, truth.Refinement);
            guess = isTranslated ? Registered(guess, expected, variable.Grid) : guess;
            var (found, wanted) = (Margin.Centre(guess, rows, columns), Margin.Centre(expected, rows, columns));
            var overlap = (found.conj() * wanted).sum();
            result["fineFieldPsnr"] = Psnr((found * (overlap / overlap.abs()) - wanted).abs().square());
            result["fineAmplitudePsnr"] = Psnr((found.abs() - wanted.abs()).square());
        }

        if (truth.Specimen is ITestTarget target)
        {
            // The axis passes through the first sample of the central pixel: pixels of different refinement have different centres.
            var offset = (PixelCentre(truth.Refinement) - PixelCentre(Math.Max(1, factor))) * measurement.Pitch;
            foreach (var (name, value) in target.Judge(Moved(guess, variable.Grid, offset, offset), variable.Grid))
            {
                result[name] = value;
            }
        }

        return result;
    }

    private static torch.Tensor Registered(torch.Tensor guess, torch.Tensor expected, SamplingGrid grid)
    {
        var (a, b) = (torch.fft.fft2(expected - expected.mean()), torch.fft.fft2(guess - guess.mean()));
        var (x, y) = CrossCorrelation.Shift(a.conj() * b, grid, Reach);
        return Moved(guess, grid, -x, -y);
    }

    private static torch.Tensor Moved(torch.Tensor image, SamplingGrid grid, double x, double y)
    {
        torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64, image.device);
        return FourierShift.Apply(image, FourierShift.Phasor(grid, Scalar(x), Scalar(y), torch.ScalarType.Float64));
    }

    private static double PixelCentre(int samples) => (samples - 1) / (2.0 * samples);

    private static double Psnr(torch.Tensor squaredError) => -10 * Math.Log10(Math.Max(squaredError.mean().item<double>(), 1e-300));
}
