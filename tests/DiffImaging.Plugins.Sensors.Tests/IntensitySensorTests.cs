using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

public sealed class IntensitySensorTests
{
    // Rounding of a few operations in double precision.
    private const double Rounding = 1e-13;

    private static readonly SamplingGrid Grid = new(6, 8, 2e-6);

    private torch.Generator _generator = null!;
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => (_scope, _generator) = (torch.NewDisposeScope(), new torch.Generator(5));

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _generator.Dispose();
    }

    [Test]
    public void Intensity_is_the_sum_of_squared_moduli_over_the_modes()
    {
        var light = TestSensor.Light(Grid) with { Modes = 3, Frames = 2 };
        var plan = TestSensor.PlanOf("{}", light);
        using var stage = plan.Create(new StageContext(torch.CPU, Precision.Double, 1));
        var field = Field(2, 3);
        var values = new VariableValues { { "gain", torch.tensor(1.0) }, { "offset", torch.tensor(0.0) }, { "strayLight", torch.tensor(0.0) } };

        var recorded = stage.Forward(new Signal(field, light), values, FrameRange.All(2)).Tensor;

        AssertSame(recorded, field.abs().square().sum(1, keepdim: true));
    }

    [Test]
    public void One_mode_given_for_three_counts_three_times()
    {
        var light = TestSensor.Light(Grid) with { Modes = 3 };
        using var stage = TestSensor.PlanOf("{}", light).Create(new StageContext(torch.CPU, Precision.Double, 1));
        var field = Field(1, 1);
        var values = new VariableValues { { "gain", torch.tensor(1.0) }, { "offset", torch.tensor(0.0) }, { "strayLight", torch.tensor(0.0) } };

        var recorded = stage.Forward(new Signal(field, light), values, FrameRange.All(1)).Tensor;

        AssertSame(recorded, 3 * field.abs().square());
    }

    [Test]
    public void Binning_takes_the_mean_of_each_block()
    {
        using var sensor = new TestSensor("""{ "binning": 2 }""", Grid);
        var intensity = Uniform();

        var recorded = sensor.Record(TestSensor.FieldOf(intensity));

        Assert.That(recorded.shape, Is.EqualTo(new long[] { 1, 1, 3, 4 }));
        Assert.That(sensor.Plan.Output.Grid.Pitch, Is.EqualTo(4e-6));
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                var block = intensity[torch.TensorIndex.Slice(2 * row, 2 * row + 2), torch.TensorIndex.Slice(2 * column, 2 * column + 2)];
                Assert.That(recorded[0, 0, row, column].item<double>(), Is.EqualTo(block.mean().item<double>()).Within(Rounding));
            }
        }
    }

    [Test]
    public void Crop_keeps_the_axis_in_the_centre()
    {
        using var sensor = new TestSensor("""{ "rows": 3, "columns": 4 }""", Grid);
        var intensity = torch.zeros(6, 8, dtype: torch.float64);
        intensity[3, 4] = 1;

        var recorded = sensor.Record(TestSensor.FieldOf(intensity));

        Assert.That(recorded.shape, Is.EqualTo(new long[] { 1, 1, 3, 4 }));
        Assert.That(recorded[0, 0, 1, 2].item<double>(), Is.EqualTo(1).Within(Rounding));
        Assert.That(recorded.sum().item<double>(), Is.EqualTo(1).Within(Rounding));
    }

    [Test]
    public void Response_is_a_power_with_gain_and_offset()
    {
        using var sensor = new TestSensor("""{ "gain": 2.5, "offset": 0.25, "responseExponent": 0.7 }""", Grid);
        var intensity = Uniform();

        AssertSame(sensor.Record(TestSensor.FieldOf(intensity)), (2.5 * intensity.pow(0.7) + 0.25).reshape(1, 1, 6, 8));
    }

    [Test]
    public void Derivative_of_a_root_stays_finite_in_the_dark()
    {
        using var sensor = new TestSensor("""{ "responseExponent": 0.5 }""", Grid);
        var dark = torch.zeros(1, 1, 6, 8, dtype: torch.complex128);

        var cotangent = sensor.FieldCotangent(dark, torch.ones(1, 1, 6, 8, dtype: torch.float64));

        Assert.That(cotangent.isfinite().all().item<bool>(), Is.True);
    }

    [Test]
    public void A_field_of_one_number_fills_the_sensor()
    {
        using var sensor = new TestSensor("""{ "binning": 2, "rows": 2, "pixelIntegration": "sinc" }""", Grid);

        var recorded = sensor.Record(torch.full(1, 1, 1, 1, new System.Numerics.Complex(0.6, 0.8), torch.complex128));

        AssertSame(recorded, torch.ones(1, 1, 2, 4, dtype: torch.float64));
    }

    [Test]
    public void A_real_field_is_refused_with_what_was_expected()
    {
        using var sensor = new TestSensor("{}", Grid);

        Assert.That(
            () => sensor.Record(torch.ones(1, 1, 6, 8, dtype: torch.float64)),
            Throws.ArgumentException.With.Message.Contains("expected a complex field of the shape [1, 1, 6, 8]"));
    }

    private static void AssertSame(torch.Tensor found, torch.Tensor expected)
    {
        Assert.That(found.shape, Is.EqualTo(expected.shape));
        Assert.That((found - expected).abs().max().item<double>(), Is.LessThan(Rounding * 10));
    }

    private torch.Tensor Uniform() => torch.rand(6, 8, dtype: torch.float64, generator: _generator) + 0.1;

    private torch.Tensor Field(int frames, int modes) => torch.complex(
        torch.randn(frames, modes, 6, 8, dtype: torch.float64, generator: _generator),
        torch.randn(frames, modes, 6, 8, dtype: torch.float64, generator: _generator));
}
