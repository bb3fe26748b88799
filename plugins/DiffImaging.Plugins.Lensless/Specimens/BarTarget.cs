using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Two groups of three bars in the middle, one upright and one lying; about them coarser groups at random: a layer of amplitudes 0.5 … 0.9 and an
/// independent one of phases 0.3 … 1 rad. Samples are means over their own area.</summary>
internal sealed class BarTarget : ITestTarget
{
    private const int Attempts = 500;

    private readonly BarTargetOptions _options;
    private readonly StageContext _context;
    private readonly BarGroup[] _fine;
    private readonly List<(BarGroup Group, double Strength)> _absorbing;
    private readonly List<(BarGroup Group, double Strength)> _delaying;

    public BarTarget(BarTargetOptions options, StageContext context)
    {
        (_options, _context) = (options, context);
        var h = options.HalfPitch;
        _fine = [new BarGroup(-3.5 * h, 0, h, true), new BarGroup(3.5 * h, 0, h, false)];
        var chance = new SeededChance(context.Seed);
        _absorbing = Place(chance, 0.5, 0.9);
        _delaying = Place(chance, 0.3, 1);
    }

    /// <inheritdoc />
    public torch.Tensor Sample(SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        var amplitude = torch.ones([grid.Rows, grid.Columns], torch.ScalarType.Float64, _context.Device);
        var phase = torch.zeros_like(amplitude);
        foreach (var group in _fine)
        {
            Draw(amplitude, group, grid, _options.Amplitude - 1);
        }

        foreach (var (group, strength) in _absorbing)
        {
            Draw(amplitude, group, grid, strength - 1);
        }

        foreach (var (group, strength) in _delaying)
        {
            Draw(phase, group, grid, strength);
        }

        return (amplitude * Phasor.Of(phase)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes <c>barContrast</c>: (g − b)/(g + b) of the transmitted intensity in the gaps and in the bars in the middle, of the group that shows less.</summary>
    public IReadOnlyDictionary<string, double> Judge(torch.Tensor transmittance, SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(transmittance);
        using var scope = torch.NewDisposeScope();
        var intensity = transmittance.abs().square();
        double Mean(torch.Tensor share) => ((intensity * share).sum() / share.sum()).item<double>();
        return new Dictionary<string, double>
        {
            ["barContrast"] = _fine.Min(group =>
            {
                var (bars, gaps) = (Mean(group.Middle(grid, transmittance.device)), Mean(group.Between(grid, transmittance.device)));
                return (gaps - bars) / (gaps + bars);
            }),
        };
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static void Draw(torch.Tensor layer, BarGroup group, SamplingGrid grid, double value)
    {
        using var scope = torch.NewDisposeScope();
        layer.add_(group.Coverage(grid, layer.device), alpha: value);
    }

    // From twice to eight times the width of the fine bars, and off the middle.
    private List<(BarGroup Group, double Strength)> Place(SeededChance chance, double weakest, double strongest)
    {
        var groups = new List<(BarGroup Group, double Strength)>();
        var middle = new BarGroup(0, 0, 1.6 * _options.HalfPitch, true);
        for (var index = 0; index < _options.Count; index++)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var width = _options.HalfPitch * Math.Pow(2, chance.Between(1, 3));
                var reach = _options.Extent / 2 - 2.5 * width;
                var group = new BarGroup(chance.Between(-reach, reach), chance.Between(-reach, reach), width, chance.Between(0, 1) < 0.5);
                if (reach > 0 && group.KeepsOff(middle) && groups.TrueForAll(other => group.KeepsOff(other.Group)))
                {
                    groups.Add((group, chance.Between(weakest, strongest)));
                    break;
                }
            }
        }

        return groups;
    }
}
