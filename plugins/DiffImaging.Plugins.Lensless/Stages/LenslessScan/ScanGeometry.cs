using DiffImaging.Optics.Propagation;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>Which elements of distance and shift belong to a frame, and the adjoint of that choice.</summary>
/// <param name="Heights">Index of the distance of each frame of the measurement; empty where there is one distance, a scalar.</param>
/// <param name="ShiftsByFrame">Whether each frame has a shift of its own.</param>
internal sealed record ScanGeometry(IReadOnlyList<int> Heights, bool ShiftsByFrame)
{
    /// <summary>Name of the distance.</summary>
    public const string Distance = "distance";

    /// <summary>Name of the shift.</summary>
    public const string Shift = "shift";

    /// <summary>The distance of a frame: a float64 scalar in the caller's dispose scope.</summary>
    public torch.Tensor DistanceOf(torch.Tensor distance, int frame) => distance.dim() == 0 ? distance.alias() : distance[Heights[frame]];

    /// <summary>The shift of a frame along x (0) or y (1): a float64 scalar in the caller's dispose scope.</summary>
    public torch.Tensor ShiftOf(torch.Tensor shift, int frame, int axis) => ShiftsByFrame ? shift[frame, axis] : shift[axis];

    /// <summary>Reads where each frame of a range is; absent values count as zero, as they do in a tangent.</summary>
    public Displacement[] Read(VariableValues values, FrameRange frames)
    {
        var (distances, shifts) = (Numbers(values.Find(Distance)), Numbers(values.Find(Shift)));
        return [.. Enumerable.Range(frames.Start, frames.Count).Select(frame => new Displacement(
            Pick(shifts, ShiftsByFrame ? 2 * frame : 0),
            Pick(shifts, ShiftsByFrame ? 2 * frame + 1 : 1),
            Pick(distances, Heights.Count == 0 ? 0 : Heights[frame])))];
    }

    /// <summary>Adds up the derivatives of the frames of a range on the elements that they depend on.</summary>
    /// <param name="slopes">Derivatives by the displacement of each frame.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="name"><see cref="Distance"/> or <see cref="Shift"/>.</param>
    /// <param name="value">The parameter.</param>
    /// <returns>Shape and device of the parameter, float64, in the caller's dispose scope.</returns>
    public torch.Tensor Sum(Displacement[] slopes, FrameRange frames, string name, torch.Tensor value)
    {
        using var scope = torch.NewDisposeScope();
        var sums = new double[value.numel()];
        foreach (var (slope, index) in slopes.Select((slope, index) => (slope, index)))
        {
            var frame = frames.Start + index;
            if (name == Distance)
            {
                sums[Heights.Count == 0 ? 0 : Heights[frame]] += slope.Z;
                continue;
            }

            sums[ShiftsByFrame ? 2 * frame : 0] += slope.X;
            sums[ShiftsByFrame ? 2 * frame + 1 : 1] += slope.Y;
        }

        return torch.tensor(sums, torch.ScalarType.Float64, value.device).reshape(value.shape).MoveToOuterDisposeScope();
    }

    private static double[] Numbers(torch.Tensor? value)
    {
        using var scope = torch.NewDisposeScope();
        return value is null ? [] : value.detach().to(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }

    private static double Pick(double[] numbers, int index) => numbers.Length == 0 ? 0 : numbers[index];
}
