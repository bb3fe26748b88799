using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Geometry;

[TestFixture]
public sealed class LedLayoutTests
{
    private static readonly LedLayoutOptions Grid = new() { Rows = 3, Columns = 3, Pitch = 1 };

    [Test]
    public void A_spiral_goes_right_down_left_left_up_up_and_on_outwards()
    {
        // x along columns, y along rows, downwards: the order of LED_location.m of the uconn data.
        var places = LedLayout.Places(Grid with { Rows = 15, Columns = 15, Pitch = 4e-3 });

        (int X, int Y)[] expected =
        [
            (0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1), (2, -1), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (-1, 2), (-2, 2),
        ];
        Assert.That(places.Take(17), Is.EqualTo(expected.Select(p => (p.X * 4e-3, p.Y * 4e-3))));
        Assert.That(places, Has.Count.EqualTo(225));
        Assert.That(places.Distinct().Count(), Is.EqualTo(225));
        Assert.That(places.Max(p => p.X), Is.EqualTo(28e-3).Within(1e-12));
        Assert.That(places.Min(p => p.Y), Is.EqualTo(-28e-3).Within(1e-12));
    }

    [Test]
    public void A_raster_runs_along_rows_about_the_middle()
    {
        var places = LedLayout.Places(Grid with { Rows = 2, Order = LedOrder.Raster });

        Assert.That(places, Is.EqualTo(new[] { (-1.0, -0.5), (0, -0.5), (1, -0.5), (-1, 0.5), (0, 0.5), (1, 0.5) }));
    }

    [Test]
    public void A_serpentine_turns_at_the_end_of_a_row()
    {
        var places = LedLayout.Places(Grid with { Rows = 2, Order = LedOrder.Serpentine });

        Assert.That(places.Select(place => place.X), Is.EqualTo(new[] { -1.0, 0, 1, 1, 0, -1 }));
    }

    [Test]
    public void Rings_start_at_the_first_angle_and_turn_towards_y()
    {
        var places = LedLayout.Places(new LedLayoutOptions { Kind = LedLayoutKind.Rings, Radii = [0, 2], Counts = [1, 4], FirstAngle = Math.PI / 2 });

        (double X, double Y)[] expected = [(0, 0), (0, 2), (-2, 0), (0, -2), (2, 0)];
        Assert.That(places.Zip(expected, (a, b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y)).Max(), Is.LessThan(1e-12));
    }

    [Test]
    public void Transpose_flips_centre_and_missing_frames_act_in_this_order()
    {
        var layout = new LedLayoutOptions
        {
            Kind = LedLayoutKind.Positions,
            PositionsX = [1, 2, 3],
            PositionsY = [10, 20, 30],
            Transpose = true,
            FlipY = true,
            CenterX = 5,
            Without = [1],
        };

        Assert.That(LedLayout.Places(layout), Is.EqualTo(new[] { (5.0, -1.0), (25.0, -3.0) }));
    }

    [TestCase("rows")]
    [TestCase("columns")]
    [TestCase("pitch")]
    public void A_grid_says_what_it_lacks(string key) => Assert.That(Errors(new LedLayoutOptions()), Does.Contain($"layout:{key}"));

    [Test]
    public void Mistakes_are_findings_with_their_place()
    {
        Assert.That(Errors(Grid with { Rows = 2 }), Is.EqualTo(new[] { "layout:order" }));
        Assert.That(Errors(Grid with { Without = [9] }), Is.EqualTo(new[] { "layout:without" }));
        Assert.That(Errors(new() { Kind = LedLayoutKind.Rings, Radii = [1, 2], Counts = [3] }), Is.EqualTo(new[] { "layout:counts" }));
        Assert.That(Errors(new() { Kind = LedLayoutKind.Positions, PositionsX = [1] }), Is.EqualTo(new[] { "layout:positionsY" }));
        Assert.That(Errors(new() { Kind = LedLayoutKind.Directions, DirectionsX = [0.8], DirectionsY = [0.7] }), Is.EqualTo(new[] { "layout:directionsX" }));
    }

    private static IReadOnlyList<string> Errors(LedLayoutOptions layout)
    {
        var findings = new FindingList("layout");
        LedLayout.Check(layout, findings);
        return [.. findings.ToList().Select(finding => finding.Path)];
    }
}
