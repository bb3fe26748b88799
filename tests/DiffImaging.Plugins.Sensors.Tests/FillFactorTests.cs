using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

/// <summary>The fill factor from a known field: a wrong nominal value is set right by Gauss–Newton steps with the sensor's own derivative.</summary>
[TestFixture]
public sealed class FillFactorTests
{
    private const double Truth = 0.64;
    private const double Noise = 1e-3;

    private static readonly SamplingGrid Grid = new(96, 96, 0.5e-6);

    [Test]
    public void A_wrong_nominal_is_set_right()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var intensity = 1 + 0.5 * (torch.rand([96, 96], torch.ScalarType.Float64, generator: generator) - 0.5);
        var field = TestSensor.FieldOf(intensity);
        using var truth = Sensor(Truth);
        var exact = truth.Record(field);
        var measured = exact + Noise * torch.randn(exact.shape, torch.ScalarType.Float64, generator: generator);

        var (fill, deviation) = (0.9, 0.0);
        for (var step = 0; step < 6; step++)
        {
            using var sensor = Sensor(fill);
            using var linear = sensor.Linearize(field);
            var unit = new VariableValues { { IntensitySensor.FillFactor, torch.tensor(1.0) } };
            var slope = linear.Jvp(new Signal(null, linear.Output.Description), unit).Tensor;
            fill += ((slope * (measured - linear.Output.Tensor)).sum() / slope.square().sum()).item<double>();
            deviation = Noise / Math.Sqrt(slope.square().sum().item<double>());
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"fill factor {fill:F4}, truth {Truth}, standard deviation {deviation:G2}"));
        Assert.That(fill, Is.EqualTo(Truth).Within(4 * deviation));
        Assert.That(deviation, Is.LessThan(0.01));
    }

    private static TestSensor Sensor(double fill) =>
        new($$"""{ "pixelIntegration": "sinc", "binning": 4, "fillFactor": {{fill.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}} }""", Grid);
}
