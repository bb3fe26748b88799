using ScottPlot;

namespace DiffImaging.Reporting.Tests;

/// <summary>The native drawing library loads, and ScottPlot agrees with its version.</summary>
[TestFixture]
public sealed class ScottPlotTests
{
    [Test]
    public void A_heat_map_becomes_a_png()
    {
        using var plot = new Plot();
        plot.Add.Heatmap(new double[,] { { 0, 1 }, { 2, 3 } });
        plot.Title("phase, in radians");

        var png = plot.GetImageBytes(200, 150, ImageFormat.Png);

        Assert.That(png.Take(4), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4e, 0x47 }));
    }
}
