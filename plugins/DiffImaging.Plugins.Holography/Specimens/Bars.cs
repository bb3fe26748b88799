using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Groups of three bars, h wide and 5h long, upright or lying: a layer of amplitudes 0.5 … 0.9 and an independent one
/// of phases 0.3 … 1 rad. Samples are means over their own area, so that an edge falls where it is.</summary>
internal sealed class Bars : ISpecimen
{
    private const int Attempts = 2000;

    private readonly List<Group> _absorbing;
    private readonly List<Group> _delaying;
    private readonly StageContext _context;

    public Bars(BarsOptions options, StageContext context)
    {
        _context = context;
        var chance = new SeededChance(context.Seed);
        _absorbing = Place(options, chance, 0.5, 0.9);
        _delaying = Place(options, chance, 0.3, 1);
    }

    public torch.Tensor Sample(SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var amplitude = 1 - Layer(_absorbing, grid, strength => 1 - strength);
        return (amplitude * Phasor.Of(Layer(_delaying, grid, strength => strength))).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }

    private static List<Group> Place(BarsOptions options, SeededChance chance, double weakest, double strongest)
    {
        var groups = new List<Group>();
        foreach (var width in options.HalfPitches)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var reach = options.Extent / 2 - 2.5 * width;
                if (reach <= 0)
                {
                    break;
                }

                var group = new Group(chance.Between(-reach, reach), chance.Between(-reach, reach), width, chance.Between(0, 1) < 0.5, chance.Between(weakest, strongest));
                if (groups.TrueForAll(other => Math.Max(Math.Abs(other.X - group.X), Math.Abs(other.Y - group.Y)) > 2.5 * (other.Width + width) + width))
                {
                    groups.Add(group);
                    break;
                }
            }
        }

        return groups;
    }

    private torch.Tensor Layer(List<Group> groups, SamplingGrid grid, Func<double, double> value)
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.zeros([grid.Rows, grid.Columns], torch.ScalarType.Float64, _context.Device);
        var (x, y) = (Coordinates.X(grid, _context.Device), Coordinates.Y(grid, _context.Device));
        foreach (var group in groups)
        {
            foreach (var bar in (int[])[-2, 0, 2])
            {
                var (across, along) = (Covered(group.IsUpright ? x - group.X : y - group.Y, bar * group.Width, group.Width, grid.Pitch),
                    Covered(group.IsUpright ? y - group.Y : x - group.X, 0, 5 * group.Width, grid.Pitch));
                layer.add_(across * along, alpha: value(group.Strength));
            }
        }

        return layer.MoveToOuterDisposeScope();
    }

    // The share of each sample's width that a bar of a given centre and width covers.
    private static torch.Tensor Covered(torch.Tensor position, double centre, double width, double pitch)
    {
        var low = (position - pitch / 2).clamp_min(centre - width / 2);
        var high = (position + pitch / 2).clamp_max(centre + width / 2);
        return ((high - low) / pitch).clamp(0, 1);
    }

    private sealed record Group(double X, double Y, double Width, bool IsUpright, double Strength);
}
