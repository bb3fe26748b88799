using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Sparse cells: each an ellipse with an edge of about a micrometre that absorbs (amplitude 0.6 … 0.95) and delays
/// (0.2 … 1 rad, more in its nucleus), amplitude and phase drawn independently.</summary>
internal sealed class Cells : ISpecimen
{
    private const double Edge = 1e-6;
    private const double Gap = 4e-6;
    private const int Attempts = 200;

    private readonly List<Cell> _cells = [];
    private readonly StageContext _context;

    public Cells(CellsOptions options, StageContext context)
    {
        _context = context;
        var chance = new SeededChance(context.Seed);
        for (var attempt = 0; attempt < options.Count * Attempts && _cells.Count < options.Count; attempt++)
        {
            var radius = chance.Between(options.Radius[0], options.Radius[1]);
            var reach = options.Extent / 2 - radius - Edge;
            var cell = new Cell(
                chance.Between(-reach, reach), chance.Between(-reach, reach), radius, chance.Between(0.7, 1), chance.Between(0, Math.PI),
                chance.Between(0.6, 0.95), chance.Between(0.2, 1), chance.Between(0, 2 * Math.PI));
            if (_cells.TrueForAll(other => double.Hypot(other.X - cell.X, other.Y - cell.Y) > other.Radius + radius + Gap))
            {
                _cells.Add(cell);
            }
        }
    }

    public torch.Tensor Sample(SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var result = torch.ones([grid.Rows, grid.Columns], torch.ScalarType.ComplexFloat64, _context.Device);
        foreach (var cell in _cells)
        {
            using var inner = torch.NewDisposeScope();
            var part = grid.Window(cell.X, cell.Y, cell.Radius + 6 * Edge);
            if (part.Rows > 0 && part.Columns > 0)
            {
                result.narrow(0, part.Top, part.Rows).narrow(1, part.Left, part.Columns).mul_(Transmittance(cell, grid, part));
            }
        }

        return result.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }

    private torch.Tensor Transmittance(Cell cell, SamplingGrid grid, GridWindow part)
    {
        var x = Coordinates.X(grid, _context.Device).narrow(1, part.Left, part.Columns) - cell.X;
        var y = Coordinates.Y(grid, _context.Device).narrow(0, part.Top, part.Rows) - cell.Y;
        var (cos, sin) = (Math.Cos(cell.Angle), Math.Sin(cell.Angle));
        var body = Soft(((cos * x + sin * y).square() + ((cos * y - sin * x) / cell.Ratio).square()).sqrt(), cell.Radius);
        var (offsetX, offsetY) = (0.25 * cell.Radius * Math.Cos(cell.NucleusAngle), 0.25 * cell.Radius * Math.Sin(cell.NucleusAngle));
        var nucleus = Soft(((x - offsetX).square() + (y - offsetY).square()).sqrt(), 0.45 * cell.Radius);
        var amplitude = 1 - (1 - cell.Amplitude) * body;
        return amplitude * Phasor.Of(cell.Phase * body * (0.6 + 0.4 * nucleus));
    }

    private static torch.Tensor Soft(torch.Tensor distance, double radius) => ((radius - distance) / Edge * 2).sigmoid();

    private sealed record Cell(double X, double Y, double Radius, double Ratio, double Angle, double Amplitude, double Phase, double NucleusAngle);
}
