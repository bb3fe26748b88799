using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Plugins.Holography.Stages.Fresnel;
using DiffImaging.Plugins.Holography.Stages.IlluminationProfile;
using DiffImaging.Plugins.Holography.Stages.PlaneWave;
using DiffImaging.Plugins.Holography.Stages.PointSource;
using DiffImaging.Plugins.Holography.Stages.ReferenceWave;
using DiffImaging.Plugins.Holography.Stages.Refinement;
using DiffImaging.Plugins.Holography.Stages.ThinObject;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Tests.Stages;

public sealed class StagePlanTests
{
    private static readonly SignalDescription Light = TestLight.Scattered(new SamplingGrid(128, 100, 2e-6)) with { Frames = 3 };

    private static readonly Dictionary<string, IForwardStageFactory> Factories = new()
    {
        ["plane-wave"] = new PlaneWaveFactory(),
        ["spherical-wave"] = new SphericalWaveFactory(),
        ["illumination-profile"] = new IlluminationProfileFactory(),
        ["thin-object"] = new ThinObjectFactory(),
        ["angular-spectrum"] = new AngularSpectrumFactory(),
        ["fresnel"] = new FresnelFactory(),
        ["fourier-refinement"] = new RefinementFactory(),
        ["reference-wave"] = new ReferenceWaveFactory(),
    };

    [TestCase("illumination-profile", "{}")]
    [TestCase("thin-object", "{}")]
    [TestCase("angular-spectrum", """{ "distance": 0 }""")]
    [TestCase("fresnel", """{ "distance": 0 }""")]
    [TestCase("fourier-refinement", """{ "factor": 2 }""")]
    [TestCase("reference-wave", "{}")]
    public void A_stage_that_needs_a_field_says_what_is_missing_or_too_early(string id, string options)
    {
        Assert.That(Errors(id, options, Light), Is.Empty);
        Assert.That(Errors(id, options, Light with { Domain = SignalDomain.None }).Single().Message, Does.Contain("put an illumination, such as 'plane-wave', before it"));
        Assert.That(Errors(id, options, Light with { Domain = SignalDomain.Intensity }).Single().Message, Does.Contain("move this stage before the sensor"));
    }

    [TestCase("plane-wave", "{}")]
    [TestCase("spherical-wave", """{ "radius": "1 m" }""")]
    public void A_source_of_light_stands_first(string id, string options)
    {
        Assert.That(Errors(id, options, TestLight.None()), Is.Empty);
        Assert.That(Errors(id, options, Light).Single().Message, Does.Contain("stands at the start of the pipeline"));
    }

    [TestCase("spherical-wave", """{ "radius": "0.1 mm" }""", "radius", "cannot be held on its grid")]
    [TestCase("spherical-wave", """{ "radius": { "mode": "calibrate" } }""", "radius", "found 0 values, expected one")]
    [TestCase("spherical-wave", """{ "radius": 0 }""", "radius", "cannot lie in the plane itself")]
    [TestCase("spherical-wave", """{ "radius": ["1 mm", "2 mm"] }""", "radius", "found 2 values, expected one")]
    [TestCase("spherical-wave", """{ "radius": "532 nmm" }""", "radius", "'nmm', which is not known")]
    [TestCase("plane-wave", """{ "tiltX": "10 deg" }""", "tiltX", "cannot be held on its grid")]
    [TestCase("plane-wave", """{ "tiltY": "-10 deg" }""", "tiltY", "cannot be held on its grid")]
    [TestCase("plane-wave", """{ "tiltX": "10 mm" }""", "tiltX", "expected an angle")]
    [TestCase("plane-wave", """{ "amplitude": [1, 2] }""", "amplitude", "found 2 values, expected one")]
    [TestCase("plane-wave", """{ "amplitud": 1 }""", "amplitud", "did you mean 'amplitude'")]
    public void A_mistake_in_a_source_is_an_error_at_its_key(string id, string options, string key, string words) =>
        AssertError(Errors(id, options, TestLight.None(new SamplingGrid(128, 100, 2e-6))), key, words);

    [Test]
    public void A_curvature_beyond_the_grid_is_blamed_and_not_the_tilt() =>
        AssertError(Errors("plane-wave", """{ "curvature": 1100 }""", TestLight.None(new SamplingGrid(100, 128, 2e-6))), "curvature", "cannot be held");

    [TestCase("illumination-profile", """{ "coefficients": [1, 2, 3] }""", "coefficients", "found 3 values, expected 5")]
    [TestCase("thin-object", """{ "background": 0, "parametrization": "phase-only" }""", "background", "whose logarithm and phase do not exist")]
    [TestCase("thin-object", """{ "parametrization": "phase" }""", "parametrization", "phase-only")]
    [TestCase("angular-spectrum", """{ "distance": ["1 mm", "2 mm"] }""", "distance", "found 2 values, expected one, or one for each of 3 frame(s)")]
    [TestCase("angular-spectrum", """{ "distance": { "mode": "calibrate" } }""", "distance", "found 0 values")]
    [TestCase("angular-spectrum", """{ "distance": 36.85 }""", "distance", "36.85 mm")]
    [TestCase("angular-spectrum", """{ "dist": "1 mm", "distance": 0 }""", "dist", "did you mean 'distance'")]
    [TestCase("angular-spectrum", """{ "distance": "1 mm", "wavelengthError": [0, 0] }""", "wavelengthError", "found 2 values")]
    [TestCase("angular-spectrum", """{ "distance": "1 mm", "sourceDistance": "0.9 mm" }""", "sourceDistance", "lies between source and sensor")]
    [TestCase("fresnel", """{ "distance": ["1 mm", "2 mm", "3 mm"] }""", "distance", "found 3 values, expected one")]
    [TestCase("fourier-refinement", "{}", "factor", "missing")]
    [TestCase("fourier-refinement", """{ "factor": 0 }""", "factor", "from 1 to 64")]
    [TestCase("reference-wave", """{ "carrierX": "260 1/mm" }""", "carrierX", "cannot be held on its grid")]
    [TestCase("reference-wave", """{ "carrierY": "-260 1/mm" }""", "carrierY", "cannot be held on its grid")]
    [TestCase("reference-wave", """{ "carrierX": [1, 2] }""", "carrierX", "found 2 values")]
    public void A_mistake_is_an_error_at_its_key(string id, string options, string key, string words) =>
        AssertError(Errors(id, options, Light), key, words);

    [TestCase(100e3, "0.2 mm", 0)]
    [TestCase(240e3, "0.4 mm", 0)]
    [TestCase(240e3, "2 mm", 1)]
    [TestCase(40e3, "2 mm", 0)]
    public void A_declared_band_beyond_the_transfer_function_is_an_error(double band, string distance, int errors)
    {
        var findings = Findings("angular-spectrum", $$"""{ "distance": "{{distance}}" }""", Light with { Band = band });

        Assert.That(findings.Count(finding => finding.Severity == Severity.Error), Is.EqualTo(errors));
        Assert.That(findings.Select(finding => finding.Path), Is.All.EqualTo("pipeline:stage:distance"));
    }

    [TestCase("""{ "distance": "2 mm" }""", 1)]
    [TestCase("""{ "distance": "2 mm", "bandLimit": true }""", 0)]
    [TestCase("""{ "distance": "2 mm", "padding": 1000 }""", 0)]
    [TestCase("""{ "distance": "0.2 mm" }""", 0)]
    [TestCase("""{ "distance": "2 mm", "sourceDistance": "2.2 mm" }""", 0)]
    public void Without_a_declared_band_aliasing_of_the_transfer_function_is_a_warning(string options, int warnings)
    {
        var findings = Findings("angular-spectrum", options, Light);

        Assert.That(findings.Select(finding => finding.Severity), Is.EqualTo(Enumerable.Repeat(Severity.Warning, warnings)));
    }

    [Test]
    public void A_distance_half_way_to_the_source_cannot_be_estimated_and_that_is_a_warning()
    {
        var findings = Findings("angular-spectrum", """{ "distance": { "nominal": "0.1 mm", "mode": "calibrate" }, "sourceDistance": "0.2 mm" }""", Light);

        Assert.That(findings.Single().Message, Does.Contain("half-way between source and sensor"));
    }

    [Test]
    public void Distance_and_wavelength_together_are_a_gauge_only_where_both_are_estimated()
    {
        var one = TestStage.PlanOf(Factories["angular-spectrum"], """{ "distance": { "nominal": "0.1 mm", "mode": "calibrate" } }""", Light);
        var both = TestStage.PlanOf(Factories["angular-spectrum"], """{ "distance": { "nominal": "0.1 mm", "mode": "calibrate" }, "wavelengthError": { "mode": "calibrate" } }""", Light);

        Assert.That(one.Gauges, Is.Empty);
        Assert.That(both.Gauges.Single().Name, Is.EqualTo("distance-wavelength"));
    }

    private static void AssertError(List<Finding> errors, string key, string words)
    {
        Assert.That(errors, Has.Count.EqualTo(1), string.Join("\n", errors));
        Assert.That(errors[0].Path, Is.EqualTo($"pipeline:stage:{key}"));
        Assert.That(errors[0].Message, Does.Contain(words));
    }

    private static IReadOnlyList<Finding> Findings(string id, string options, SignalDescription light) =>
        TestStage.PlanOf(Factories[id], options, light).Findings;

    private static List<Finding> Errors(string id, string options, SignalDescription light) =>
        [.. Findings(id, options, light).Where(finding => finding.Severity == Severity.Error)];
}
