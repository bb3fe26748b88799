using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Stages.ImageRotation;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Stages;

/// <summary>The rotation against the rotated function itself, and its inverse.</summary>
[TestFixture]
public sealed class ImageRotationTests
{
    private static readonly SamplingGrid Grid = new(64, 72, 1e-6);

    [TestCase(1.0)]
    [TestCase(-7.5)]
    [TestCase(30.0)]
    public void A_band_limited_spot_goes_where_the_rotation_takes_it(double degrees)
    {
        using var scope = torch.NewDisposeScope();
        using var stage = Stage($$"""{ "rotation": "{{degrees.ToString(System.Globalization.CultureInfo.InvariantCulture)}} deg" }""");
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (x, y) = (9e-6, 4e-6);

        var turned = stage.Forward(Spot(x, y).reshape(1, 1, 64, 72));

        var error = (turned[0, 0] - Spot(x * cosine - y * sine, x * sine + y * cosine)).abs().max().item<double>();
        Assert.That(error, Is.LessThan(1e-6));   // what a Gaussian of two samples has beyond Nyquist and beyond the rim
    }

    [Test]
    public void Turning_back_undoes_it_exactly()
    {
        using var scope = torch.NewDisposeScope();
        using var there = Stage("""{ "rotation": "11 deg" }""");
        using var back = Stage("""{ "rotation": "-11 deg" }""");
        var field = torch.randn([1, 1, 64, 72], torch.ScalarType.ComplexFloat64, generator: new torch.Generator(2, torch.CPU));

        var found = back.Forward(there.Forward(field));

        Assert.That((found - field).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    [Test]
    public void An_intensity_and_a_wrong_number_of_angles_are_refused()
    {
        var behindSensor = TestStage.PlanOf(new ImageRotationFactory(), "{}", TestLight.Field(Grid, 1) with { Domain = SignalDomain.Intensity }).Findings;
        var wrongCount = TestStage.PlanOf(new ImageRotationFactory(), """{ "rotation": ["1 deg", "2 deg"] }""", TestLight.Field(Grid, 3)).Findings;

        Assert.That(behindSensor.Single().Message, Does.Contain("before the sensor"));
        Assert.That(wrongCount.Single().Message, Does.Contain("found 2 values").And.Contain("each of the 3 frames"));
    }

    private static TestStage Stage(string options) => new(new ImageRotationFactory(), options, TestLight.Field(Grid, 1));

    private static torch.Tensor Spot(double x, double y)
    {
        var squared = (Coordinates.X(Grid, torch.CPU) - x).square() + (Coordinates.Y(Grid, torch.CPU) - y).square();
        var value = (-squared / (2 * 4e-12)).exp();
        return torch.complex(value, 0.5 * value);
    }
}
