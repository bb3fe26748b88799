using System.Globalization;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

public sealed class PixelIntegrationTests
{
    // Two FFTs in double precision.
    private const double Rounding = 1e-12;

    private static readonly SamplingGrid Grid = new(12, 24, 1.5e-6);

    [Test]
    public void Sinc_is_the_exact_integral_of_a_cosine(
        [Values(1, 2, 3, 4)] int binning, [Values(1.0, 0.49)] double fillFactor, [Values(1, 3, 5)] int periods, [Values(0, 2)] int periodsDown)
    {
        using var scope = torch.NewDisposeScope();
        var options = string.Create(CultureInfo.InvariantCulture,
            $$"""{ "pixelIntegration": "sinc", "binning": {{binning}}, "fillFactor": {{fillFactor}} }""");
        using var sensor = new TestSensor(options, Grid);
        var (fx, fy) = (periods / Grid.Width, periodsDown / Grid.Height);
        var intensity = torch.zeros(Grid.Rows, Grid.Columns, dtype: torch.float64);
        foreach (var (row, column) in Pixels(Grid.Rows, Grid.Columns))
        {
            intensity[row, column] = 1.5 + Math.Cos(2 * Math.PI * (fx * column + fy * row) * Grid.Pitch + 0.4);
        }

        var recorded = sensor.Record(TestSensor.FieldOf(intensity));

        var width = Grid.Pitch * binning * Math.Sqrt(fillFactor);
        foreach (var (row, column) in Pixels(Grid.Rows / binning, Grid.Columns / binning))
        {
            var (x, y) = (Centre(column), Centre(row));
            var expected = 1.5 + Sinc(fx * width) * Sinc(fy * width) * Math.Cos(2 * Math.PI * (fx * x + fy * y) + 0.4);
            Assert.That(recorded[0, 0, row, column].item<double>(), Is.EqualTo(expected).Within(Rounding), $"pixel {row}, {column}");
        }

        double Centre(int index) => (index * binning + (binning - 1) / 2.0) * Grid.Pitch;
    }

    [Test]
    public void Mean_over_a_block_approaches_the_exact_integral_as_the_grid_gets_finer()
    {
        var coarse = Difference(2);
        var fine = Difference(8);

        // The rectangle rule is of second order: a grid 4 times finer is 16 times better.
        Assert.That(coarse / fine, Is.EqualTo(16).Within(2));
    }

    [Test]
    public void No_light_is_lost_by_integration()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        using var sensor = new TestSensor("""{ "pixelIntegration": "sinc" }""", Grid);
        var intensity = torch.rand(Grid.Rows, Grid.Columns, dtype: torch.float64, generator: generator);

        var recorded = sensor.Record(TestSensor.FieldOf(intensity));

        Assert.That(recorded.mean().item<double>(), Is.EqualTo(intensity.mean().item<double>()).Within(Rounding));
    }

    private static double Difference(int binning)
    {
        using var scope = torch.NewDisposeScope();
        var grid = new SamplingGrid(4 * binning, 4 * binning, 8e-6 / binning);
        var x = torch.arange(grid.Columns, dtype: torch.float64) * (2 * Math.PI / grid.Columns);
        var field = TestSensor.FieldOf((1.5 + x.cos()).expand(grid.Rows, grid.Columns));
        using var mean = new TestSensor($$"""{ "binning": {{binning}} }""", grid);
        using var integral = new TestSensor($$"""{ "binning": {{binning}}, "pixelIntegration": "sinc" }""", grid);
        return (mean.Record(field) - integral.Record(field)).norm().item<double>();
    }

    private static IEnumerable<(int Row, int Column)> Pixels(int rows, int columns) =>
        from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select (row, column);

    private static double Sinc(double t) => t == 0 ? 1 : Math.Sin(Math.PI * t) / (Math.PI * t);
}
