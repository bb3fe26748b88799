using TorchSharp;

namespace Acme.StructuredIllumination.Specimens;

/// <summary>Three bars, as far apart as they are wide and five times as long.</summary>
/// <param name="X">Centre, in metres.</param>
/// <param name="Y">Centre, in metres.</param>
/// <param name="Width">Width of a bar, in metres.</param>
/// <param name="IsUpright">Whether they stand.</param>
internal sealed record Bars(double X, double Y, double Width, bool IsUpright)
{
    private const double Length = 5;
    private const double JudgedLength = 3;

    /// <summary>The share of each sample that the bars cover, float64, <c>[rows, columns]</c>, in the caller's dispose scope.</summary>
    public torch.Tensor Lit(torch.Tensor x, torch.Tensor y, double pitch) => Cover(x, y, pitch, [-2, 0, 2], Length);

    /// <summary>The share of each sample that the gaps between them cover, away from their ends.</summary>
    public torch.Tensor Dark(torch.Tensor x, torch.Tensor y, double pitch) => Cover(x, y, pitch, [-1, 1], JudgedLength);

    private torch.Tensor Cover(torch.Tensor x, torch.Tensor y, double pitch, int[] places, double length)
    {
        using var scope = torch.NewDisposeScope();
        var (across, along) = IsUpright ? (x - X, y - Y) : (y - Y, x - X);
        var covered = places.Select(place => Interval(across - place * Width, Width, pitch)).Aggregate((sum, bar) => sum + bar);
        return (covered * Interval(along, length * Width, pitch)).MoveToOuterDisposeScope();
    }

    // The share of each sample's width that lies within half a width of zero.
    private static torch.Tensor Interval(torch.Tensor position, double width, double pitch) =>
        (((position + pitch / 2).clamp_max(width / 2) - (position - pitch / 2).clamp_min(-width / 2)) / pitch).clamp(0, 1);
}
