using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Sensors.Tests;

public sealed class SensorPlanTests
{
    private static readonly SignalDescription Light = TestSensor.Light(new SamplingGrid(12, 16, 2e-6)) with { Modes = 4, Frames = 3 };

    [Test]
    public void The_output_is_an_intensity_on_the_grid_of_the_pixels()
    {
        var output = TestSensor.PlanOf("""{ "binning": 2, "columns": 5 }""", Light).Output;

        Assert.That(output.Domain, Is.EqualTo(SignalDomain.Intensity));
        Assert.That(output.Grid, Is.EqualTo(new SamplingGrid(6, 5, 4e-6)));
        Assert.That((output.Modes, output.Frames), Is.EqualTo((1, 3)));
        Assert.That(output.Roles, Is.EqualTo(new[] { StageRole.Sensor }));
    }

    [Test]
    public void Gain_offset_and_stray_light_are_fixed_systematic_parameters_of_the_sensor()
    {
        var parameters = TestSensor.PlanOf("""{ "gain": 300 }""", Light).Parameters;

        Assert.That(parameters.Select(parameter => parameter.Name), Is.EqualTo(new[] { "gain", "offset", "strayLight" }));
        foreach (var parameter in parameters)
        {
            Assert.That(parameter.Mode, Is.EqualTo(ParameterMode.Fixed));
            Assert.That(parameter.Kind, Is.EqualTo(UncertaintyKind.Systematic));
            Assert.That(parameter.Source, Is.EqualTo(UncertaintySource.Sensor));
            Assert.That(parameter.Nominal[0], Is.InRange(parameter.Bounds!.Lower, parameter.Bounds.Upper));
        }

        Assert.That(parameters[0].Scale, Is.EqualTo(3).Within(1e-12));
    }

    [Test]
    public void Gains_of_the_frames_may_differ_by_far_and_stay_inside_their_bounds()
    {
        var gain = TestSensor.PlanOf("""{ "gain": { "nominal": [1, 20, 400], "per": "frame" } }""", Light).Parameters[0];

        Assert.That(gain.Shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(gain.Nominal, Is.EqualTo(new[] { 1.0, 20, 400 }));
        Assert.That(gain.ElementOfFrame, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(gain.Nominal, Is.All.InRange(gain.Bounds!.Lower, gain.Bounds.Upper));
    }

    [TestCase("""{ "gain": { "nominal": [1, 2] } }""", "gain", "found 2 values, expected one, or with \"per\": \"frame\" one for each of the 3 frames")]
    [TestCase("""{ "offset": { "nominal": [1, 2], "per": "frame" } }""", "offset", "found 2 values")]
    [TestCase("""{ "binning": 5 }""", "binning", "common divisor of the grid's 12 × 16")]
    [TestCase("""{ "rows": 13 }""", "rows", "at most 12")]
    [TestCase("""{ "binning": 2, "columns": 9 }""", "columns", "at most 8")]
    [TestCase("""{ "bits": 8 }""", "fullScale", "highest code")]
    [TestCase("""{ "gain": [1, 2] }""", "gain", "found 2 values, expected one")]
    [TestCase("""{ "pixelIntegration": "sync" }""", "pixelIntegration", "did you mean 'sinc'")]
    [TestCase("""{ "fillFactor": 1.2 }""", "fillFactor", "from 0.001 to 1")]
    public void A_mistake_is_an_error_at_its_key(string options, string key, string words)
    {
        var errors = TestSensor.PlanOf(options, Light).Findings.Where(finding => finding.Severity == Severity.Error);

        Assert.That(errors.Single().Path, Is.EqualTo($"pipeline:sensor:{key}"));
        Assert.That(errors.Single().Message, Does.Contain(words));
    }

    [TestCase("""{ "fullScale": 3 }""", "fullScale")]
    [TestCase("""{ "fillFactor": 0.5 }""", "fillFactor")]
    public void A_setting_without_effect_is_a_warning(string options, string key)
    {
        var finding = TestSensor.PlanOf(options, Light).Findings.Single();

        Assert.That((finding.Severity, finding.Path), Is.EqualTo((Severity.Warning, $"pipeline:sensor:{key}")));
    }

    [Test]
    public void No_light_is_an_error()
    {
        var findings = TestSensor.PlanOf("{}", Light with { Domain = SignalDomain.None }).Findings;

        Assert.That(findings.Single().Message, Does.Contain("found a signal of the domain 'none', expected 'field'"));
    }

    [Test]
    public void The_band_of_an_intensity_is_its_own()
    {
        var plan = TestSensor.PlanOf("{}", Light with { Domain = SignalDomain.Intensity, Band = 200e3 });

        Assert.That((plan.Findings.Count, plan.Output.Band), Is.EqualTo((0, 200e3)));
    }

    [Test]
    public void The_fill_factor_is_a_parameter_where_light_is_integrated()
    {
        var plan = TestSensor.PlanOf("""{ "pixelIntegration": "sinc", "fillFactor": { "nominal": 0.8, "mode": "calibrate", "prior": 0.05 } }""", Light);

        var parameter = plan.Parameters.Single(parameter => parameter.Name == IntensitySensor.FillFactor);
        Assert.That((parameter.Nominal[0], parameter.Prior!.StandardDeviation), Is.EqualTo((0.8, 0.05)));
        Assert.That(TestSensor.PlanOf("{}", Light).Parameters.Select(other => other.Name), Does.Not.Contain(IntensitySensor.FillFactor));
    }

    [TestCase(100e3, 0)]
    [TestCase(125e3, 0)]
    [TestCase(126e3, 1)]
    public void An_intensity_band_beyond_the_grid_is_a_warning(double band, int warnings)
    {
        var plan = TestSensor.PlanOf("{}", Light with { Band = band });

        Assert.That(plan.Findings.Count(finding => finding.Severity == Severity.Warning), Is.EqualTo(warnings));
        Assert.That(plan.Output.Band, Is.EqualTo(2 * band));
    }
}
