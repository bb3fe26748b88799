using System.Numerics;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>Lays the objects of overlapping tiles over each other: o = Σ w gᵢ oᵢ / Σ w.</summary>
/// <remarks>A tile's constant phase is a gauge of its own. The phasors g of all tiles together make neighbours agree: they maximise
/// Σ Re ḡᵢ cᵢⱼ gⱼ with cᵢⱼ = Σ w ōᵢ oⱼ over the overlaps, and their mean is real. Amplitudes stay as they were estimated: a step in them
/// says that something was not. The weights w fall to the edges of a tile; what its grid holds beyond the tile does not count.</remarks>
internal static class TileStitching
{
    private const int Rounds = 200;

    /// <summary>Stitches tiles whose objects have one pitch.</summary>
    public static StitchedObject Of(IReadOnlyList<PlacedTile> tiles)
    {
        var (top, left) = (tiles.Min(tile => tile.Region.Row), tiles.Min(tile => tile.Region.Column));
        var density = tiles[0].Pitch / tiles[0].Grid.Pitch;
        var rows = (int)Math.Round((tiles.Max(tile => tile.Region.Row + tile.Region.Rows) - top) * density);
        var columns = (int)Math.Round((tiles.Max(tile => tile.Region.Column + tile.Region.Columns) - left) * density);
        var grid = new SamplingGrid(Math.Max(1, rows), Math.Max(1, columns), tiles[0].Grid.Pitch);
        var layers = tiles.Select(tile => TileLayer.Of(tile, grid, top, left)).ToList();
        var overlaps = Overlaps(layers);
        var phasors = Phasors(layers.Count, overlaps);
        return new StitchedObject(grid, Blend(layers, phasors, grid), Seam(overlaps, phasors));
    }

    private static Complex[] Blend(List<TileLayer> layers, Complex[] phasors, SamplingGrid grid)
    {
        var (sum, weights) = (new Complex[grid.Rows * grid.Columns], new double[grid.Rows * grid.Columns]);
        foreach (var (layer, phasor) in layers.Zip(phasors))
        {
            foreach (var (place, value, weight) in layer.Samples)
            {
                sum[place] += weight * phasor * value;
                weights[place] += weight;
            }
        }

        return [.. sum.Zip(weights, (value, weight) => weight > 0 ? value / weight : Complex.Zero)];
    }

    private static List<TileOverlap> Overlaps(List<TileLayer> layers)
    {
        var overlaps = new List<TileOverlap>();
        for (var i = 0; i < layers.Count; i++)
        {
            for (var j = i + 1; j < layers.Count; j++)
            {
                if (TileOverlap.Of(i, layers[i], j, layers[j]) is { } overlap)
                {
                    overlaps.Add(overlap);
                }
            }
        }

        return overlaps;
    }

    // Neighbours are joined one after the other along the strongest overlaps; rounds over all then spread what is left.
    private static Complex[] Phasors(int count, List<TileOverlap> overlaps)
    {
        var phasors = new Complex[count];
        for (var start = Array.IndexOf(phasors, Complex.Zero); start >= 0; start = Array.IndexOf(phasors, Complex.Zero))
        {
            phasors[start] = Complex.One;
            while (overlaps.Where(overlap => phasors[overlap.First] == Complex.Zero != (phasors[overlap.Second] == Complex.Zero)).MaxBy(overlap => overlap.Product.Magnitude) is { } next)
            {
                var (known, other) = phasors[next.First] == Complex.Zero ? (next.Second, next.First) : (next.First, next.Second);
                phasors[other] = Unit(next.From(other) * phasors[known]);
            }
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var tile = 0; tile < count; tile++)
            {
                var pull = overlaps.Where(overlap => overlap.First == tile || overlap.Second == tile)
                    .Aggregate(Complex.Zero, (sum, overlap) => sum + (overlap.From(tile) * phasors[overlap.First == tile ? overlap.Second : overlap.First]));
                phasors[tile] = pull == Complex.Zero ? phasors[tile] : Unit(pull);
            }
        }

        var turn = Complex.Conjugate(Unit(phasors.Aggregate(Complex.Zero, (sum, phasor) => sum + phasor)));
        return [.. phasors.Select(phasor => phasor * turn)];
    }

    private static double Seam(List<TileOverlap> overlaps, Complex[] phasors)
    {
        var power = overlaps.Sum(overlap => overlap.FirstPower + overlap.SecondPower);
        var difference = power - (2 * overlaps.Sum(overlap => (Complex.Conjugate(phasors[overlap.First]) * overlap.Product * phasors[overlap.Second]).Real));
        return power > 0 ? Math.Sqrt(Math.Max(0, difference) / (power / 2)) : double.NaN;
    }

    private static Complex Unit(Complex value) => value.Magnitude > 0 ? value / value.Magnitude : Complex.One;
}
