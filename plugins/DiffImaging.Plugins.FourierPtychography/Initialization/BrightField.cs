using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Which frames see the light itself and not only what is scattered, judged by their brightness.</summary>
internal static class BrightField
{
    /// <summary>Frames from which on the bright field alone tells height and rotation of the array, and a right pupil from a wrong one.</summary>
    /// <remarks>Discs place the array to half a bin: with three LEDs that is degrees and millimetres. False pupils of three to five frames reach a coherence of 0.94.</remarks>
    public const int FewestTelling = 6;

    // The brightest few may be outliers; what is scattered next to the pupil's edge stays below a third of the bright field's intensity.
    private const double Quantile = 0.97;
    private const double Share = 0.35;

    /// <summary>Finds the frames.</summary>
    /// <param name="means">Mean intensity of each frame.</param>
    /// <param name="frames">The frames to choose from.</param>
    /// <returns>Their indices, ascending.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<double> means, IEnumerable<int> frames)
    {
        int[] candidates = [.. frames];
        var reference = candidates.Select(frame => means[frame]).Order().ElementAt((int)(Quantile * (candidates.Length - 1)));
        return [.. candidates.Where(frame => means[frame] > Share * reference)];
    }

    /// <summary>Mean intensity of each frame.</summary>
    /// <param name="measurement">Real, <c>[frames, 1, rows, columns]</c>.</param>
    public static double[] Means(torch.Tensor measurement)
    {
        using var scope = torch.NewDisposeScope();
        return measurement.mean([1L, 2L, 3L], type: torch.ScalarType.Float64).cpu().data<double>().ToArray();
    }

    /// <summary>The array's shift that puts the middle of the bright field on the axis: the first guess before any fit.</summary>
    /// <param name="model">The microscope.</param>
    /// <param name="frames">Frames in the bright field.</param>
    /// <param name="pose">Nominal pose.</param>
    public static (double X, double Y) Shift(ImagingModel model, IReadOnlyList<int> frames, LedArrayPose pose)
    {
        var (sine, cosine) = Math.SinCos(pose.Rotation);
        var (x, y) = (frames.Average(frame => model.Array.Places[frame].X), frames.Average(frame => model.Array.Places[frame].Y));
        return (model.Array.SamplePoint.X - (cosine * x - sine * y), model.Array.SamplePoint.Y - (sine * x + cosine * y));
    }
}
