using System.Globalization;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Specimens;

/// <summary>Groups of three bars in a row, upright ones above lying ones, between filaments at random.</summary>
internal sealed class FluorescentTarget : ITestTarget
{
    private readonly FluorescentTargetOptions _options;
    private readonly StageContext _context;
    private readonly (double HalfPitch, Bars Upright, Bars Lying)[] _groups;
    private readonly Filament[] _filaments;

    public FluorescentTarget(FluorescentTargetOptions options, StageContext context)
    {
        (_options, _context) = (options, context);
        var left = -WidthOf(options.HalfPitches) / 2;
        var height = 0.0;
        var groups = new List<(double, Bars, Bars)>();
        foreach (var width in options.HalfPitches)
        {
            var x = left + 4 * width;
            left += 8 * width;
            height = Math.Max(height, 7 * width);
            groups.Add((width, new Bars(x, -3.5 * width, width, IsUpright: true), new Bars(x, 3.5 * width, width, IsUpright: false)));
        }

        _groups = [.. groups];
        var chance = new Random(unchecked((int)context.Seed));
        _filaments = [.. Enumerable.Range(0, 2 * options.Filaments).Select(index => Filament.Draw(chance, options, clear: 1.2 * height, isAbove: index % 2 == 0))];
    }

    /// <summary>What the bars take along x, in metres.</summary>
    public static double WidthOf(IReadOnlyList<double> halfPitches) => 8 * halfPitches.Sum();

    /// <inheritdoc />
    public torch.Tensor Sample(SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        var (x, y) = (Coordinates.X(grid, _context.Device), Coordinates.Y(grid, _context.Device));
        var density = torch.full([grid.Rows, grid.Columns], _options.Background, torch.ScalarType.Float64, _context.Device);
        foreach (var (_, upright, lying) in _groups)
        {
            density.add_(upright.Lit(x, y, grid.Pitch)).add_(lying.Lit(x, y, grid.Pitch));
        }

        foreach (var filament in _filaments)
        {
            using var inner = torch.NewDisposeScope();
            density.add_(filament.Density(x, y));
        }

        return torch.complex(density, torch.zeros_like(density)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes <c>barContrast60nm</c> and so on: (b − g)/(b + g) of the density in bars and gaps, of the group of that width that shows less.</summary>
    public IReadOnlyDictionary<string, double> Judge(torch.Tensor transmittance, SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(transmittance);
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        var (x, y, density) = (Coordinates.X(grid, transmittance.device), Coordinates.Y(grid, transmittance.device), transmittance.real);
        double Contrast(Bars bars)
        {
            double Mean(torch.Tensor share) => ((density * share).sum() / share.sum()).ToDouble();
            var (lit, dark) = (Mean(bars.Lit(x, y, grid.Pitch)), Mean(bars.Dark(x, y, grid.Pitch)));
            return (lit - dark) / (lit + dark);
        }

        return _groups.ToDictionary(
            group => string.Create(CultureInfo.InvariantCulture, $"barContrast{group.HalfPitch * 1e9:0}nm"),
            group => Math.Min(Contrast(group.Upright), Contrast(group.Lying)));
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
