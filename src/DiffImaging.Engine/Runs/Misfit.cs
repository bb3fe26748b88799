using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>How far the measurement lies from the model, compared with what the fidelity's noise explains.</summary>
/// <remarks>χ² / N = mean of (∂L/∂m)² / E[∂²L/∂m²] over the pixels that count. The score of a negative log-likelihood has the variance of its
/// expected curvature, whatever the noise: where the model is right this is 1, a little less for the variables that were fitted, and Pearson's χ² for
/// least squares. A run that is stuck at a wrong solution leaves more.</remarks>
/// <param name="Ratio">χ² / N.</param>
/// <param name="Pixels">N.</param>
public sealed record Misfit(double Ratio, double Pixels)
{
    // Fewer than a fifth of the noise's power is hardly seen in an image, and regularizers may leave some of it.
    private const double Tolerated = 1.2;

    // Of χ² about its mean, in standard deviations.
    private const double Chance = 5;

    /// <summary>Whether there is more left than noise, chance and a regularizer make. Not so where the noise was given too large.</summary>
    public bool IsLarge => !(Ratio <= Tolerated + Chance * Math.Sqrt(2 / Pixels));

    /// <summary>Computes the misfit.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">Values of every variable.</param>
    /// <returns>Null where the fidelity gives no curvature, or no pixel counts.</returns>
    public static Misfit? Of(JointProblem problem, JointPoint point)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!problem.Fidelity.HasCurvature)
        {
            return null;
        }

        using var quiet = torch.no_grad();
        var (sum, pixels) = (0.0, 0.0);
        foreach (var range in problem.Frames.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            var (squares, counts) = ByPixel(problem, point, range);
            sum += squares.sum().item<double>();
            pixels += counts.sum().item<double>();
        }

        return pixels > 0 ? new Misfit(sum / pixels, pixels) : null;
    }

    /// <summary>χ² of each pixel of some frames, and 1 for each that counts; float64, in the caller's dispose scope.</summary>
    internal static (torch.Tensor Squares, torch.Tensor Counts) ByPixel(JointProblem problem, JointPoint point, FrameRange range)
    {
        var prediction = problem.Pipeline.Forward(point, range).Tensor;
        var (measured, weight) = (problem.Measured(range), problem.Weight(range));
        var (_, slope) = problem.Fidelity.EvaluateWithCotangent(prediction, measured, weight);
        var curvature = problem.Fidelity.Curvature(prediction, measured, weight);
        var counts = curvature.greater(0);
        return (torch.where(counts, slope * slope / curvature, torch.zeros_like(curvature)).to(torch.ScalarType.Float64), counts.to(torch.ScalarType.Float64));
    }
}
