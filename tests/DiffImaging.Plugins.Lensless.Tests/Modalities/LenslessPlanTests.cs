using System.Text.Json.Nodes;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Tests.Modalities;

[TestFixture]
public sealed class LenslessPlanTests
{
    private const string Given = """ "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": ["0.4 mm", "0.5 mm"] """;

    [Test]
    public void The_canvas_is_the_sensor_with_its_margin_on_finer_samples()
    {
        var plan = Plan($$"""{ {{Given}}, "margin": 10, "refinement": 2 }""", new MeasurementDescription(8, 100, 120));

        Assert.That(plan.Findings, Is.Empty);
        Assert.That(plan.Source.Grid, Is.EqualTo(new SamplingGrid(240, 280, 0.925e-6)));
        Assert.That((int)Stage(plan, "scan")["margin"]!, Is.EqualTo(20));
        Assert.That(((int)Stage(plan, "sensor")["binning"]!, (int)Stage(plan, "sensor")["rows"]!), Is.EqualTo((2, 100)));
    }

    [Test]
    public void The_default_margin_holds_what_the_finest_detail_reaches()
    {
        var plan = Plan($$"""{ {{Given}} }""", new MeasurementDescription(36, 256, 256));
        var margin = (int)Stage(plan, "scan")["margin"]!;

        // λ/(2·0.617 µm) = sin 25.5°, tan 25.5° · 0.5 mm = 239 µm, half of it.
        Assert.That(margin * plan.Source.Grid.Pitch, Is.EqualTo(119e-6).Within(16e-6));
    }

    [Test]
    public void The_recipe_estimates_shifts_and_distances_by_gauss_newton_between_steps_of_the_object()
    {
        var plan = Plan($$"""{ {{Given}}, "photons": 1000 }""", new MeasurementDescription(36, 64, 64));
        var joint = plan.Defaults["schedule"]!.AsArray()[0]!;

        Assert.That((string)Stage(plan, "scan")["shift"]!["mode"]!, Is.EqualTo("calibrate"));
        Assert.That((string)joint["parameterSolver"]!, Is.EqualTo("gauss-newton"));
        Assert.That((double)joint["step"]!, Is.EqualTo(9.0 / 36 / 4000).Within(1e-12));
    }

    [Test]
    public void What_is_fixed_needs_no_joint_phase()
    {
        var plan = Plan("""{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": { "nominal": "1 mm", "mode": "fixed" }, "shift": { "mode": "fixed" } }""", new MeasurementDescription(9, 64, 64));

        Assert.That(plan.Defaults["schedule"]!.AsArray().Select(phase => (string)phase!["solver"]!), Is.EqualTo(new[] { "fista" }));
    }

    [TestCase("\"distance\": [\"1 mm\", \"2 mm\", \"3 mm\"]", "distance", "divisor of the 8 frame(s)")]
    [TestCase("\"distance\": \"1 mm\", \"shift\": [\"1 µm\", \"2 µm\", \"3 µm\"]", "shift", "expected x and y for each of the 8 frame(s): 16")]
    [TestCase("\"distance\": [\"1 mm\", \"2 mm\"], \"heights\": [0, 1]", "heights", "for each of the 8 frame(s)")]
    [TestCase("\"distance\": 1, \"refinement\": 9", "refinement", "from 1 to 8")]
    public void A_mistake_is_an_error_at_its_key(string option, string key, string words)
    {
        var plan = Plan($$"""{ "wavelength": "532 nm", "pixelPitch": "2 µm", {{option}} }""", new MeasurementDescription(8, 64, 64));

        var finding = plan.Findings.First(finding => finding.Severity == Severity.Error);
        Assert.That(finding.Path, Is.EqualTo($"modality:{key}"));
        Assert.That(finding.Message, Does.Contain(words));
    }

    [Test]
    public void Too_few_frames_for_the_refinement_are_pointed_out() =>
        Assert.That(Plan($$"""{ {{Given}}, "refinement": 4 }""", new MeasurementDescription(4, 64, 64)).Findings.Single().Message, Does.Contain("4 frame(s) for 16 object samples"));

    [Test]
    public void The_stage_declares_its_gauges_and_which_frame_depends_on_which_element()
    {
        var plan = TestStage.PlanOf(
            new LenslessScanFactory(),
            """{ "distance": { "nominal": ["0.4 mm", "0.5 mm"], "mode": "calibrate" }, "heights": [0, 1, 1], "shift": { "mode": "calibrate" } }""",
            TestLight.Field(new SamplingGrid(64, 64, 0.6e-6), 3));

        Assert.That(plan.Gauges.Select(gauge => gauge.Name), Is.EqualTo(new[] { "global-phase", "translation", "defocus" }));
        Assert.That(plan.Gauges[1].Fixed.Single().Directions(), Is.EqualTo(new double[][] { [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1] }));
        var (distance, shift) = (plan.Parameters.Single(parameter => parameter.Name == "distance"), plan.Parameters.Single(parameter => parameter.Name == "shift"));
        Assert.That(distance.ElementOfFrame, Is.EqualTo(new[] { 0, 1, 1 }));
        Assert.That(shift.ElementOfFrame, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(shift.Shape, Is.EqualTo(new long[] { 3, 2 }));
    }

    [Test]
    public void A_margin_that_the_light_outruns_is_a_warning_that_says_how_much_is_needed()
    {
        var plan = TestStage.PlanOf(new LenslessScanFactory(), """{ "distance": "0.5 mm", "margin": 10 }""", TestLight.Field(new SamplingGrid(512, 512, 0.6e-6), 1));

        Assert.That(plan.Findings.Single().Message, Does.Contain("comes back at the other side").And.Contain("samples hold all of it"));
    }

    private static ModalityPlan Plan(string options, MeasurementDescription measurement) =>
        new LenslessSuperResolutionFactory().Plan(new ComponentDefinition("modality", "modality", JsonNode.Parse(options)!.AsObject(), "modality"), measurement);

    private static JsonNode Stage(ModalityPlan plan, string name) => plan.Defaults["pipeline"]!.AsArray().Single(stage => (string)stage!["name"]! == name)!;
}
