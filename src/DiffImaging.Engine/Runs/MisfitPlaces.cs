using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>Where the measurement lies farther from the model than noise explains: χ²/N of each frame, and of square tiles of the field over all frames.</summary>
/// <param name="Frames">χ²/N of each frame of the measurement; NaN where none of its pixels counts.</param>
/// <param name="Rows">Tiles from top to bottom.</param>
/// <param name="Columns">Tiles from left to right.</param>
/// <param name="Side">Side of a tile in pixels; those at the right and lower edges may be cut.</param>
/// <param name="Tiles">χ²/N of each tile, row by row; NaN where none of its pixels counts.</param>
public sealed record MisfitPlaces(IReadOnlyList<double> Frames, int Rows, int Columns, int Side, IReadOnlyList<double> Tiles)
{
    // Sixteen along the longer side tell a corner from a centre; fewer than 8 × 8 pixels scatter by chance.
    private const int MostTiles = 16;
    private const int LeastSide = 8;
    private const int MostNamed = 3;

    /// <summary>Computes where.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">Values of every variable.</param>
    /// <returns>Null where the fidelity gives no curvature, or no pixel counts.</returns>
    public static MisfitPlaces? Of(JointProblem problem, JointPoint point)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (!problem.Fidelity.HasCurvature)
        {
            return null;
        }

        using var quiet = torch.no_grad();
        using var outer = torch.NewDisposeScope();
        var grid = problem.Pipeline.Plan.Output.Grid;
        var frames = Enumerable.Repeat(double.NaN, problem.FrameCount).ToArray();
        var (squares, counts) = (torch.zeros(grid.Rows, grid.Columns, torch.float64), torch.zeros(grid.Rows, grid.Columns, torch.float64));
        foreach (var range in problem.Frames.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            var (square, count) = Misfit.ByPixel(problem, point, range);
            var ratios = (square.sum([1L, 2, 3]) / count.sum([1L, 2, 3])).cpu().data<double>().ToArray();
            ratios.CopyTo(frames, range.Start);
            squares.add_(square.sum([0L, 1]).cpu());
            counts.add_(count.sum([0L, 1]).cpu());
        }

        var side = Math.Max(LeastSide, (Math.Max(grid.Rows, grid.Columns) + MostTiles - 1) / MostTiles);
        var (rows, columns) = ((grid.Rows + side - 1) / side, (grid.Columns + side - 1) / side);
        torch.Tensor Sum(torch.Tensor map) =>
            torch.nn.functional.pad(map, [0, columns * side - grid.Columns, 0, rows * side - grid.Rows]).reshape(rows, side, columns, side).sum([1L, 3]);
        double[] tiles = (Sum(squares) / Sum(counts)).reshape(-1).data<double>().ToArray();
        return Array.TrueForAll(tiles, double.IsNaN) ? null : new MisfitPlaces(frames, rows, columns, side, tiles);
    }

    /// <summary>Says where most of it lies, for people.</summary>
    public string Describe()
    {
        var tile = Enumerable.Range(0, Tiles.Count).Where(index => !double.IsNaN(Tiles[index])).MaxBy(index => Tiles[index]);
        var (row, column) = (tile / Columns * Side, tile % Columns * Side);
        var place = FormattableString.Invariant($"rows {row} to {row + Side - 1}, columns {column} to {column + Side - 1} (χ²/N {Tiles[tile]:G3})");
        int[] counted = [.. Enumerable.Range(0, Frames.Count).Where(frame => !double.IsNaN(Frames[frame])).OrderByDescending(frame => Frames[frame])];
        return counted.Length < 2
            ? $"most in {place}"
            : $"most in the frames {string.Join(", ", counted.Take(MostNamed).Select(frame => FormattableString.Invariant($"{frame} ({Frames[frame]:G3})")))}, and of the field in {place}";
    }
}
