using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Three bars, h wide and 5h long, with gaps of h between them.</summary>
/// <param name="X">Centre, in metres.</param>
/// <param name="Y">Centre, in metres.</param>
/// <param name="Width">h in metres.</param>
/// <param name="IsUpright">Whether the bars stand.</param>
internal sealed record BarGroup(double X, double Y, double Width, bool IsUpright)
{
    private static readonly int[] Bars = [-2, 0, 2];
    private static readonly int[] Gaps = [-1, 1];

    /// <summary>Whether two groups keep off each other by the width of a bar.</summary>
    public bool KeepsOff(BarGroup other) =>
        Math.Max(Math.Abs(other.X - X), Math.Abs(other.Y - Y)) > 2.5 * (other.Width + Width) + Math.Max(Width, other.Width);

    /// <summary>The share of each sample that the bars cover.</summary>
    /// <returns>float64, <c>[rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Coverage(SamplingGrid grid, torch.Device device) => Cover(grid, device, Bars, 5 * Width);

    /// <summary>The share of each sample that the middle of the bars covers, three fifths of their length.</summary>
    public torch.Tensor Middle(SamplingGrid grid, torch.Device device) => Cover(grid, device, Bars, 3 * Width);

    /// <summary>The share of each sample that the gaps between these middles cover.</summary>
    public torch.Tensor Between(SamplingGrid grid, torch.Device device) => Cover(grid, device, Gaps, 3 * Width);

    private torch.Tensor Cover(SamplingGrid grid, torch.Device device, int[] places, double length)
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = (Coordinates.X(grid, device) - X, Coordinates.Y(grid, device) - Y);
        var (across, along) = IsUpright ? (x, y) : (y, x);
        var covered = Interval(across, places[0] * Width, Width, grid.Pitch);
        foreach (var place in places.Skip(1))
        {
            covered += Interval(across, place * Width, Width, grid.Pitch);
        }

        return (covered * Interval(along, 0, length, grid.Pitch)).MoveToOuterDisposeScope();
    }

    // The share of each sample's width that an interval of a given centre and width covers.
    private static torch.Tensor Interval(torch.Tensor position, double centre, double width, double pitch)
    {
        var low = (position - pitch / 2).clamp_min(centre - width / 2);
        var high = (position + pitch / 2).clamp_max(centre + width / 2);
        return ((high - low) / pitch).clamp(0, 1);
    }
}
