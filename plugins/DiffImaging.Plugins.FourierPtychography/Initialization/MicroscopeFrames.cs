using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Sets of frames by the angle of their light, in units of the objective's NA.</summary>
/// <param name="model">The microscope.</param>
/// <param name="pose">Where the array is believed to be.</param>
/// <param name="present">Sets that hold until now; empty where there are none yet.</param>
internal sealed class MicroscopeFrames(ImagingModel model, LedArrayPose pose, IReadOnlyDictionary<string, IReadOnlyList<int>> present)
{
    /// <summary>Bins about the edge of the nominal pupil in which a frame may be of either field.</summary>
    public const double EdgeInBins = 2;

    // A frame that takes part pulls its LED towards the edge, by some tenths of a bin: with one bound it would leave, and come back where the array has returned, at every sorting.
    private const double StayingEdgeInBins = 1.5;

    private const double Bright = 0.95;
    private const double Inner = 1.35;
    private const double Middle = 1.9;

    // A frame with less light than this share of the bright field's tells nothing of the object and much of the camera.
    private const double Faintest = 1e-5;

    /// <summary>Finds the sets.</summary>
    /// <param name="means">Mean intensity of each frame.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Sets(IReadOnlyList<double> means)
    {
        var staying = present.TryGetValue(MicroscopeKeys.Usable, out var frames) ? frames.ToHashSet() : [];
        double Edge(int frame) => (staying.Contains(frame) ? StayingEdgeInBins : EdgeInBins) / model.NominalRadius;
        var radii = Enumerable.Range(0, means.Count).Select(frame => model.ApertureOf(frame, pose) / model.NumericalAperture).ToArray();
        var floor = Faintest * means.Max();
        IReadOnlyList<int> Within(double radius) =>
            [.. Enumerable.Range(0, means.Count).Where(frame => radii[frame] < radius && Math.Abs(radii[frame] - 1) >= Edge(frame) && means[frame] > floor)];
        return new Dictionary<string, IReadOnlyList<int>>
        {
            [MicroscopeKeys.BrightField] = Within(Math.Max(Bright, radii.Min() + 1e-9)),
            [MicroscopeKeys.InnerDarkField] = Within(Inner),
            [MicroscopeKeys.MiddleDarkField] = Within(Middle),
            [MicroscopeKeys.Usable] = Within(double.PositiveInfinity),
        };
    }
}
