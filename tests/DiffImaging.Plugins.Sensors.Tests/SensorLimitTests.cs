using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

public sealed class SensorLimitTests
{
    private const double Rounding = 1e-12;

    private static readonly SamplingGrid Grid = new(1, 5, 2e-6);

    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Saturation_cuts_off_and_has_no_gradient_beyond()
    {
        using var sensor = new TestSensor("""{ "saturation": 1, "gain": 2 }""", Grid);
        var field = Light([0.1, 0.3, 0.49, 0.6, 3]);

        Assert.That(Row(sensor.Record(field)), Is.EqualTo([0.2, 0.6, 0.98, 1.0, 1.0]).Within(Rounding));
        var cotangent = sensor.FieldCotangent(field, torch.ones(1, 1, 1, 5, dtype: torch.float64));
        Assert.That((cotangent - 4 * field * torch.tensor([1.0, 1, 1, 0, 0])).abs().max().item<double>(), Is.LessThan(Rounding));
    }

    [Test]
    public void Saturated_pixels_say_nothing_about_gain_and_offset()
    {
        using var sensor = new TestSensor("""{ "saturation": 1 }""", Grid);
        using var linearization = sensor.Linearize(Light([0.1, 0.3, 0.5, 2, 3]));
        var request = new CotangentRequest(false, new HashSet<string> { "gain", "offset" });

        var (input, values) = linearization.Vjp(new Signal(torch.ones(1, 1, 1, 5, dtype: torch.float64), sensor.Plan.Output), request);

        Assert.That(input.Values, Is.Null);
        Assert.That(values["gain"].item<double>(), Is.EqualTo(0.9).Within(Rounding));
        Assert.That(values["offset"].item<double>(), Is.EqualTo(3).Within(Rounding));
    }

    [Test]
    public void Quantisation_rounds_to_the_codes_of_the_converter()
    {
        using var sensor = new TestSensor("""{ "bits": 2, "fullScale": 3 }""", Grid);

        Assert.That(Row(sensor.Record(Light([0.2, 0.7, 1.4, 2.6, 7]))), Is.EqualTo([0.0, 1, 1, 3, 3]).Within(Rounding));
    }

    [Test]
    public void Quantisation_has_two_to_the_bits_levels_and_errs_by_half_a_step_at_most()
    {
        var grid = new SamplingGrid(1, 4096, 2e-6);
        using var sensor = new TestSensor("""{ "bits": 6, "fullScale": 2 }""", grid);
        var intensity = torch.linspace(0, 2, 4096, torch.float64).reshape(1, 4096);

        var recorded = sensor.Record(TestSensor.FieldOf(intensity));

        Assert.That(Row(recorded).Select(value => Math.Round(value, 9)).Distinct().Count(), Is.EqualTo(64));
        Assert.That((recorded - intensity).abs().max().item<double>(), Is.LessThanOrEqualTo(1 / 63.0 + Rounding));
    }

    [Test]
    public void Rounding_is_passed_straight_through_by_both_gradients()
    {
        using var plain = new TestSensor("{}", Grid);
        using var quantised = new TestSensor("""{ "bits": 3, "fullScale": 5 }""", Grid);
        var field = Light([0.2, 0.7, 1.4, 2.6, 4.9]);
        var cotangent = torch.tensor([0.3, -1, 2, 0.5, 1]).reshape(1, 1, 1, 5);
        var leaf = field.clone().requires_grad_();

        (quantised.Record(leaf) * cotangent).sum().backward();

        var expected = plain.FieldCotangent(field, cotangent);
        Assert.That((quantised.FieldCotangent(field, cotangent) - expected).abs().max().item<double>(), Is.LessThan(Rounding));
        Assert.That((leaf.grad! - expected).abs().max().item<double>(), Is.LessThan(Rounding));
    }

    [TestCase("{}", null)]
    [TestCase("""{ "saturation": 7 }""", 7.0)]
    [TestCase("""{ "saturation": 7, "bits": 8, "fullScale": 5 }""", 5.0)]
    [TestCase("""{ "saturation": 7, "bits": 8 }""", 7.0)]
    public void The_saturation_level_is_the_lowest_limit(string options, double? expected)
    {
        using var sensor = new TestSensor(options, Grid);

        Assert.That(((ISensor)sensor.Stage).SaturationLevel, Is.EqualTo(expected));
    }

    private static torch.Tensor Light(double[] intensity) => TestSensor.FieldOf(torch.tensor(intensity).reshape(1, intensity.Length));

    private static double[] Row(torch.Tensor recorded) => recorded.data<double>().ToArray();
}
