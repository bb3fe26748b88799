using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>A scene that shines by itself: bars and discs of the brightness 0.3 … 1 on black. Samples are means over their own area.</summary>
/// <remarks>Its samples are real and not negative: a brightness, not a transmittance.</remarks>
internal sealed class BrightScene : ISpecimen
{
    private const int Attempts = 500;

    private readonly StageContext _context;
    private readonly List<(BarGroup Place, double Brightness, bool IsDisc)> _parts = [];

    public BrightScene(BrightSceneOptions options, StageContext context)
    {
        _context = context;
        var chance = new SeededChance(context.Seed);
        for (var index = 0; index < 2 * options.Count; index++)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var width = options.Finest * Math.Pow(2, chance.Between(0, 1.5));
                var reach = options.Extent / 2 - 2.5 * width;
                var place = new BarGroup(chance.Between(-reach, reach), chance.Between(-reach, reach), width, chance.Between(0, 1) < 0.5);
                if (reach > 0 && _parts.TrueForAll(part => place.KeepsOff(part.Place)))
                {
                    _parts.Add((place, chance.Between(0.3, 1), index % 2 == 1));
                    break;
                }
            }
        }
    }

    /// <inheritdoc />
    public torch.Tensor Sample(SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        var brightness = torch.zeros([grid.Rows, grid.Columns], torch.ScalarType.Float64, _context.Device);
        foreach (var (place, value, isDisc) in _parts)
        {
            using var inner = torch.NewDisposeScope();
            brightness.add_(isDisc ? Disc(place, grid) : place.Coverage(grid, _context.Device), alpha: value);
        }

        return torch.complex(brightness, torch.zeros_like(brightness)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    // The share of a sample that a disc covers, for a rim that is straight across it.
    private torch.Tensor Disc(BarGroup place, SamplingGrid grid)
    {
        var (x, y) = (Coordinates.X(grid, _context.Device) - place.X, Coordinates.Y(grid, _context.Device) - place.Y);
        return (0.5 + (2 * place.Width - (x.square() + y.square()).sqrt()) / grid.Pitch).clamp(0, 1);
    }
}
