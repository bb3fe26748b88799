using System.Text.Json.Nodes;
using DiffImaging.Plugins.Holography.Modalities;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Holography.Tests.Modalities;

public sealed class ModalityPlanTests
{
    private const string Inline = """ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": "5 mm" """;

    [Test]
    public void The_inline_canvas_is_the_sensor_with_its_margin_on_finer_samples()
    {
        var plan = PlanInline($$"""{ {{Inline}}, "margin": 10, "refinement": 2, "refractiveIndex": 1.33 }""", new MeasurementDescription(1, 100, 120));

        Assert.That(plan.Findings, Is.Empty);
        Assert.That(plan.Source.Grid, Is.EqualTo(new SamplingGrid(240, 280, 1e-6)));
        Assert.That((plan.Source.Domain, plan.Source.Frames, plan.Source.RefractiveIndex), Is.EqualTo((SignalDomain.None, 1, 1.33)));
        var sensor = Stage(plan, "sensor");
        Assert.That(((int)sensor["binning"]!, (int)sensor["rows"]!, (int)sensor["columns"]!), Is.EqualTo((2, 100, 120)));
    }

    [Test]
    public void Left_out_the_inline_margin_is_a_sixteenth_of_the_longer_side() =>
        Assert.That(PlanInline($$"""{ {{Inline}} }""", new MeasurementDescription(1, 100, 160)).Source.Grid, Is.EqualTo(new SamplingGrid(120, 180, 2e-6)));

    [Test]
    public void A_point_source_magnifies_the_object_onto_the_pixels()
    {
        var plan = PlanInline("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": "5 mm", "sourceDistance": "20 mm" }""", new MeasurementDescription(1, 64, 64));

        Assert.That(plan.Source.Grid.Pitch, Is.EqualTo(2e-6 * 15 / 20).Within(1e-18));
        Assert.That((double)Stage(plan, "propagation")["sourceDistance"]!, Is.EqualTo(20e-3));

        // Beyond S/2 the same holograms come again.
        Assert.That((double)Stage(plan, "propagation")["distance"]!["bounds"]![1]!, Is.EqualTo(10e-3));
    }

    [Test]
    public void The_inline_recipe_names_each_stage_and_every_section()
    {
        var plan = PlanInline($$"""{ {{Inline}}, "parametrization": "phase-only" }""", new MeasurementDescription(1, 64, 64));

        Assert.That(Ids(plan), Is.EqualTo(new[] { "plane-wave", "thin-object", "angular-spectrum", "intensity-sensor" }));
        Assert.That(plan.Defaults.Select(section => section.Key), Is.EquivalentTo(new[] { "pipeline", "fidelity", "regularizers", "constraints", "schedule" }));
        Assert.That((string)Stage(plan, "object")["parametrization"]!, Is.EqualTo("phase-only"));
        Assert.That((string)Stage(plan, "propagation")["distance"]!["mode"]!, Is.EqualTo("calibrate"));
        Assert.That(Solvers(plan), Is.EqualTo(new[] { "fista", "alternating", "fista" }));
        Assert.That(plan.CreateInitializer, Is.Not.Null);
    }

    [Test]
    public void A_fixed_distance_needs_no_joint_phase_and_keeps_its_settings()
    {
        var plan = PlanInline("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": { "nominal": "5 mm", "mode": "fixed", "prior": "10 µm", "bounds": ["4 mm", "6 mm"], "scale": "1 µm" } }""", new MeasurementDescription(1, 64, 64));
        var distance = Stage(plan, "propagation")["distance"]!;

        Assert.That(Solvers(plan), Is.EqualTo(new[] { "fista" }));
        Assert.That((string)distance["mode"]!, Is.EqualTo("fixed"));
        Assert.That((double)distance["prior"]!, Is.EqualTo(1e-5).Within(1e-15));
        Assert.That((double)distance["scale"]!, Is.EqualTo(1e-6).Within(1e-15));
        Assert.That((double)distance["bounds"]![0]!, Is.EqualTo(4e-3));
    }

    [Test]
    public void The_off_axis_canvas_has_coarser_samples_that_the_recipe_refines_again()
    {
        var plan = PlanOffAxis("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": "5 mm", "coarsening": 4, "carrier": ["100 1/mm", "-90 1/mm"] }""", new MeasurementDescription(1, 256, 128));

        Assert.That(plan.Findings, Is.Empty);
        Assert.That(plan.Source.Grid, Is.EqualTo(new SamplingGrid(80, 48, 8e-6)));
        Assert.That(Ids(plan), Is.EqualTo(new[] { "plane-wave", "thin-object", "angular-spectrum", "fourier-refinement", "reference-wave", "intensity-sensor" }));
        Assert.That((int)Stage(plan, "refinement")["factor"]!, Is.EqualTo(4));
        Assert.That((double)Stage(plan, "reference")["carrierX"]!["nominal"]!, Is.EqualTo(1e5));
        Assert.That((double)Stage(plan, "reference")["carrierY"]!["nominal"]!, Is.EqualTo(-9e4));
        Assert.That(((int)Stage(plan, "sensor")["rows"]!, (int)Stage(plan, "sensor")["columns"]!), Is.EqualTo((256, 128)));
    }

    [TestCase("""{ "wavelength": 532, "pixelPitch": "2 µm", "distance": "5 mm" }""", "wavelength", "532 nm")]
    [TestCase("""{ "wavelength": "532 mm", "pixelPitch": "2 µm", "distance": "5 mm" }""", "wavelength", "from 1E-10 to 0.0001")]
    [TestCase("""{ "wavelength": "532 nm", "pixelPitch": "2 µm" }""", "distance", "missing")]
    [TestCase("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": "5 mm", "wavelenght": 1 }""", "wavelenght", "did you mean 'wavelength'")]
    [TestCase("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": ["5 mm", "6 mm"] }""", "distance", "found 2 values")]
    [TestCase("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": { "mode": "fixed" } }""", "distance", "found 0 values")]
    public void A_mistake_is_an_error_at_its_key(string options, string key, string words)
    {
        foreach (var plan in new[] { PlanInline(options, new MeasurementDescription(1, 64, 64)), PlanOffAxis(options, new MeasurementDescription(1, 64, 64)) })
        {
            AssertError(plan, key, words);
        }
    }

    [Test]
    public void An_object_behind_the_point_source_is_an_error() =>
        AssertError(PlanInline($$"""{ {{Inline}}, "sourceDistance": "4 mm" }""", new MeasurementDescription(1, 64, 64)), "sourceDistance", "lies between source and sensor");

    [TestCase("\"coarsening\": 0", "coarsening", "from 1 to 16")]
    [TestCase("\"coarsening\": 3", "coarsening", "does not divide the 64 × 64 pixels")]
    [TestCase("\"margin\": 2", "margin", "a multiple of the coarsening 4")]
    [TestCase("\"carrier\": [1e5]", "carrier", "found 1 values, expected two")]
    [TestCase("\"scan\": { \"measure\": \"contrast\" }", "scan:measure", "amplitude-contrast")]
    public void A_mistake_in_off_axis_options_is_an_error_at_its_key(string option, string key, string words) =>
        AssertError(PlanOffAxis($$"""{ {{Inline}}, {{option}} }""", new MeasurementDescription(1, 64, 64)), key, words);

    [Test]
    public void More_than_one_frame_is_an_error()
    {
        foreach (var plan in new[] { PlanInline($$"""{ {{Inline}} }""", new MeasurementDescription(2, 64, 64)), PlanOffAxis($$"""{ {{Inline}} }""", new MeasurementDescription(2, 64, 64)) })
        {
            Assert.That(plan.Findings.Single().Message, Does.Contain("2 frames, expected one hologram"));
        }
    }

    private static void AssertError(ModalityPlan plan, string key, string words)
    {
        Assert.That(plan.Findings, Has.Count.EqualTo(1), string.Join("\n", plan.Findings));
        Assert.That((plan.Findings[0].Severity, plan.Findings[0].Path), Is.EqualTo((Severity.Error, $"modality:{key}")));
        Assert.That(plan.Findings[0].Message, Does.Contain(words));
    }

    private static ModalityPlan PlanInline(string options, MeasurementDescription measurement) =>
        new InlineHolographyFactory().Plan(Definition(options), measurement);

    private static ModalityPlan PlanOffAxis(string options, MeasurementDescription measurement) =>
        new OffAxisHolographyFactory().Plan(Definition(options), measurement);

    private static ComponentDefinition Definition(string options) => new("modality", "modality", JsonNode.Parse(options)!.AsObject(), "modality");

    private static IEnumerable<JsonNode> Pipeline(ModalityPlan plan) => plan.Defaults["pipeline"]!.AsArray().Select(stage => stage!);

    private static JsonNode Stage(ModalityPlan plan, string name) => Pipeline(plan).Single(stage => (string)stage["name"]! == name);

    private static IEnumerable<string> Ids(ModalityPlan plan) => Pipeline(plan).Select(stage => (string)stage["id"]!);

    private static IEnumerable<string> Solvers(ModalityPlan plan) => plan.Defaults["schedule"]!.AsArray().Select(phase => (string)phase!["solver"]!);
}
