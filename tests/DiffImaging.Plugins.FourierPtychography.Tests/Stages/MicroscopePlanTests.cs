using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

[TestFixture]
public sealed class MicroscopePlanTests
{
    [TestCase(""" "upsampling": 2 """, "upsampling", "at least 3")]
    [TestCase(""" "zernikeModes": [4] """, "zernikeModes", "defocus")]
    [TestCase(""" "zernikeModes": [3, 5] """, "zernikeModes", "translation")]
    [TestCase(""" "zernikeModes": [5, 5] """, "zernikeModes", "twice")]
    [TestCase(""" "zernike": [0.1, 0.2] """, "zernike", "expected 1 or 11")]
    [TestCase(""" "arrayShift": ["1 mm", "1 mm", "1 mm"] """, "arrayShift", "expected 2")]
    [TestCase(""" "brightness": [1, 1] """, "brightness", "expected 1 or 4")]
    [TestCase(""" "numericalAperture": 0.2 """, "numericalAperture", "λ/(2 NA)")]
    [TestCase(""" "numericalAperture": 1.1 """, "numericalAperture", "refractive index")]
    [TestCase(""" "tileSize": 8 """, "tileSize", "12 rows and of the 10 columns of the images: there is none")]
    [TestCase(""" "bandwidth": "300 nm" """, "bandwidth", "half the wavelength")]
    [TestCase(""" "layout": { "rows": 3, "columns": 3, "pitch": "1 mm" } """, "layout", "9 LEDs for 4 frames")]
    [TestCase(""" "layout": { "rows": 3, "columns": 3 } """, "layout:pitch", "missing")]
    public void A_mistake_is_an_error_with_its_place_and_numbers(string more, string key, string part)
    {
        var errors = Plan(more).Findings.Where(finding => finding.Severity == Severity.Error).ToList();

        Assert.That(errors.Select(error => error.Path), Does.Contain($"pipeline:stage:{key}"));
        Assert.That(string.Join(" ", errors.Select(error => error.Message)), Does.Contain(part));
    }

    [Test]
    public void Light_before_it_is_an_error()
    {
        var plan = Plan("", TestMicroscope.Recorded() with { Domain = SignalDomain.Field });

        Assert.That(plan.Findings.Single().Message, Does.Contain("source of light"));
    }

    [Test]
    public void Roles_modes_and_per_frame_parameters_are_declared()
    {
        var plan = Plan(""" "ledSize": "0.3 mm", "ledSamples": 3, "bandwidth": "20 nm", "bandwidthSamples": 2 """);

        Assert.That(plan.Output.Modes, Is.EqualTo(18));
        Assert.That(plan.Output.Roles, Is.EqualTo(new[] { StageRole.Illumination, StageRole.IlluminationOptics, StageRole.Object, StageRole.CollectionOptics }));
        Assert.That(plan.Parameters.Single(parameter => parameter.Name == "ledShift").Shape, Is.EqualTo(new long[] { 4, 2 }));
        Assert.That(plan.Parameters.Where(parameter => parameter.ElementOfFrame is not null).Select(parameter => parameter.Name), Is.EquivalentTo(new[] { "ledShift", "brightness" }));
        Assert.That(plan.Parameters.Single(parameter => parameter.Name == "brightness").ElementOfFrame, Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void A_tile_that_does_not_fit_is_told_which_do()
    {
        var plan = Plan(""" "tileSize": 10, "padding": 3 """, TestMicroscope.Recorded(grid: new SamplingGrid(48, 32, 2e-6)));

        Assert.That(plan.Findings.Single().Message, Does.Contain("the 48 rows").And.Contain("8, 16."));
    }

    [Test]
    public void Tiles_without_padding_are_warned_of()
    {
        var plan = Plan(""" "tileSize": 16 """, TestMicroscope.Recorded(grid: new SamplingGrid(48, 32, 2e-6)));

        Assert.That(plan.Findings.Single(), Has.Property("Severity").EqualTo(Severity.Warning).And.Property("Message").Contains("seams"));
    }

    [Test]
    public void Gauges_of_what_is_estimated_are_declared()
    {
        var plan = Plan("""
             "arrayShift": { "mode": "calibrate" }, "arrayHeight": { "nominal": "30 mm", "mode": "calibrate" }, "ledShift": { "mode": "calibrate" },
             "brightness": { "mode": "calibrate" }, "numericalAperture": { "nominal": 0.09, "mode": "calibrate" }
            """);

        Assert.That(plan.Gauges.Select(gauge => gauge.Name), Is.EquivalentTo(new[]
        {
            "global-phase", "pupil-tilt", "phase-ramp", "mean-led-shift", "led-shift-scale", "amplitude", "height-aperture",
        }));
    }

    [Test]
    public void What_the_solvers_fix_has_directions_and_what_a_prior_tells_apart_has_none()
    {
        var plan = Plan("""
             "arrayShift": { "mode": "calibrate" }, "arrayRotation": { "mode": "calibrate" }, "arrayTilt": { "mode": "calibrate" }, "arrayHeight": { "nominal": "30 mm", "mode": "calibrate" },
             "ledShift": { "mode": "calibrate" }, "brightness": { "mode": "calibrate" }, "wavelengthError": { "mode": "calibrate" },
             "zernikeModes": [5, 6, 7], "zernike": { "mode": "calibrate" }, "defocus": { "mode": "calibrate" }, "pupilMap": { "mode": "calibrate" }
            """);

        var found = plan.Gauges.SelectMany(gauge => gauge.Fixed.Select(directions => $"{gauge.Name}: {directions.Parameter} {directions.Directions().Count}"));

        Assert.That(found, Is.EquivalentTo(new[]
        {
            "mean-led-shift: ledShift 2", "led-shift-rotation: ledShift 1", "led-shift-scale: ledShift 1", "led-shift-tilt: ledShift 2", "amplitude: brightness 1",
            "map-tilt: pupilMap 3", "map-zernike: pupilMap 3", "map-defocus: pupilMap 1", "map-amplitude: pupilMap 1",
        }));
        Assert.That(plan.Gauges.Single(gauge => gauge.Name == "height-wavelength").Fixed, Is.Empty);
    }

    [Test]
    public void A_phase_object_leaves_the_mean_brightness_free_and_takes_no_amplitude_of_the_pupil()
    {
        const string phaseOnly = """ "parametrization": "phase-only", "pupilMap": { "mode": "calibrate" } """;
        string[] Names(string more) => [.. Plan(phaseOnly + more).Gauges.Where(gauge => gauge.Fixed.Count > 0).Select(gauge => gauge.Name)];

        Assert.That(Names(""), Is.EqualTo(new[] { "map-tilt" }));
        Assert.That(Names(""", "brightness": { "mode": "calibrate" } """), Is.EqualTo(new[] { "map-tilt", "map-amplitude" }));
    }

    private static StagePlan Plan(string more, SignalDescription? light = null)
    {
        var options = TestMicroscope.Options(more);
        foreach (var (key, whole) in new[]
        {
            ("upsampling", ", \"upsampling\": 3"), ("numericalAperture", ", \"numericalAperture\": 0.1"), ("arrayHeight", ", \"arrayHeight\": \"30 mm\""),
            ("layout", $"\"layout\": {TestMicroscope.FourLeds},"),
        })
        {
            if (more.Contains($"\"{key}\"", StringComparison.Ordinal))
            {
                options = options.Replace(whole, "", StringComparison.Ordinal);
            }
        }

        return TestStage.PlanOf(new FourierPtychographyFactory(), options, light ?? TestMicroscope.Recorded());
    }
}
