using System.Numerics;
using DiffImaging.Data;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Batches.Joining;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Tests.Batches;

/// <summary>Stitching against an object that is known: a smooth one, cut into tiles that are turned in phase.</summary>
[TestFixture]
public sealed class TileStitchingTests
{
    private const double Pitch = 2e-6;

    [TestCase(1, 0, TestName = "Tiles with one sample for each pixel")]
    [TestCase(1, 5, TestName = "Tiles whose objects reach beyond them")]
    [TestCase(2, 3, TestName = "Tiles with two samples for each pixel")]
    public void An_object_is_put_together_again(int density, int margin)
    {
        var tiles = Cut(new RegionOfInterest(7, 3, 60, 75), new TileOptions { Rows = 24, Columns = 32, Overlap = 8 }, density, margin, junk: 1e6);

        var whole = TileStitching.Of(tiles);

        Assert.That((whole.Grid.Rows, whole.Grid.Columns, whole.Grid.Pitch), Is.EqualTo((60 * density, 75 * density, Pitch / density)));
        Assert.That(Difference(whole, density, 7, 3), Is.LessThan(1e-12));
        Assert.That(whole.Seam, Is.LessThan(1e-6));
    }

    [Test]
    public void Tiles_that_begin_between_samples_are_interpolated_to_third_order()
    {
        // Two and four pixels for each sample, and tiles that begin anywhere.
        double Error(double density)
        {
            var whole = TileStitching.Of(Cut(new RegionOfInterest(0, 0, 90, 90), new TileOptions { Rows = 48, Columns = 48, Overlap = 11 }, density, 4, junk: 0));
            return Difference(whole, density, 0, 0);
        }

        var (fine, coarse) = (Error(0.5), Error(0.25));

        Assert.That(coarse, Is.LessThan(0.01));
        Assert.That(coarse / fine, Is.GreaterThan(6), "half the pitch leaves an eighth of the error");
    }

    [Test]
    public void What_tiles_do_not_agree_on_is_told()
    {
        var tiles = Cut(new RegionOfInterest(0, 0, 40, 64), new TileOptions { Rows = 40, Columns = 40, Overlap = 16 }, 1, 0, junk: 0);
        PlacedTile[] changed = [tiles[0], tiles[1] with { Values = [.. tiles[1].Values.Select(value => 1.1 * value)] }];

        Assert.That(TileStitching.Of(changed).Seam, Is.EqualTo(0.1 / Math.Sqrt((1 + 1.21) / 2)).Within(1e-6), "a step of 10 % in the amplitude stays, and is told");
    }

    [Test]
    public void Tiles_apart_are_laid_down_as_they_are()
    {
        var tiles = Cut(new RegionOfInterest(0, 0, 20, 90), new TileOptions { Rows = 20, Columns = 30, Overlap = 0 }, 1, 0, junk: 0);

        var whole = TileStitching.Of([tiles[0], tiles[2]]);

        Assert.That(whole.Seam, Is.NaN);
        Assert.That(Enumerable.Range(30, 30).Select(column => whole.Values[column]), Is.All.EqualTo(Complex.Zero), "nothing is invented where no tile is");
    }

    private static double Difference(StitchedObject whole, double density, int top, int left)
    {
        // One phase is free: the largest product with the truth fixes it.
        var truth = Enumerable.Range(0, whole.Values.Length).Select(index => Truth(top + (index / whole.Grid.Columns / density), left + (index % whole.Grid.Columns / density))).ToArray();
        var product = truth.Zip(whole.Values, (t, v) => Complex.Conjugate(v) * t).Aggregate(Complex.Zero, (sum, value) => sum + value);
        return truth.Zip(whole.Values, (t, v) => (t - (v * product / product.Magnitude)).Magnitude).Max();
    }

    private static List<PlacedTile> Cut(RegionOfInterest field, TileOptions options, double density, int margin, double junk)
    {
        var random = new Random(5);
        return [.. TileGrid.Of(field, options).Select(tile =>
        {
            var (region, phase) = (tile.Region, Complex.FromPolarCoordinates(1, 2 * Math.PI * random.NextDouble()));
            var grid = new SamplingGrid((int)(region.Rows * density) + (2 * margin), (int)(region.Columns * density) + (2 * margin), Pitch / density);
            var values = new Complex[grid.Rows * grid.Columns];
            for (var index = 0; index < values.Length; index++)
            {
                var (row, column) = ((index / grid.Columns) - (grid.Rows / 2), (index % grid.Columns) - (grid.Columns / 2));
                var (r, c) = ((row / density) + region.Row + (region.Rows / 2), (column / density) + region.Column + (region.Columns / 2));
                var inside = r >= region.Row && r < region.Row + region.Rows && c >= region.Column && c < region.Column + region.Columns;
                values[index] = phase * Truth(r, c) + (inside ? 0 : junk);
            }

            return new PlacedTile(region, Pitch, grid, values);
        })];
    }

    private static Complex Truth(double row, double column) =>
        Complex.FromPolarCoordinates(1 + (0.3 * Math.Sin(row / 11)), 0.8 * Math.Cos((row + (2 * column)) / 21)) + new Complex(0, 0.1 * Math.Sin(column / 10));
}
