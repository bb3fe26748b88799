using System.Text.Json.Nodes;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Tests.Modalities;

/// <summary>The recipe of a coded mask.</summary>
[TestFixture]
public sealed class CodedMaskPlanTests
{
    private const string Good = """{ "psf": "psf.npy", "pixelPitch": "6 µm", "refinement": 2, "margin": 3, "fieldOfView": "90 µm" }""";

    [Test]
    public void Grid_stages_and_phases_follow_from_the_options()
    {
        var plan = Plan(Good, new MeasurementDescription(3, 20, 24));

        Assert.That((plan.Source.Domain, plan.Source.Grid, plan.Source.Frames), Is.EqualTo((SignalDomain.None, new SamplingGrid(52, 60, 3e-6), 3)));
        Assert.That(Ids(plan, "pipeline"), Is.EqualTo(new[] { "coded-mask", "intensity-sensor" }));
        Assert.That(Ids(plan, "constraints"), Is.EqualTo(new[] { "non-negativity", "support" }));
        var mask = plan.Defaults["pipeline"]![0]!;
        Assert.That(((string?)mask["shift"]!["mode"], (string?)mask["shift"]!["per"], (double)mask["psfPitch"]!), Is.EqualTo(("calibrate", "frame", 6e-6)));
        Assert.That(plan.Defaults["schedule"]!.AsArray().Select(phase => (string?)phase!["name"]), Is.EqualTo(new[] { "focus", "joint", "refine", "finish" }));
    }

    [Test]
    public void The_shift_of_one_frame_is_fixed_and_nothing_to_estimate_leaves_the_object_alone()
    {
        var plan = Plan("""{ "psf": "psf.npy", "pixelPitch": "6 µm", "scale": { "mode": "fixed" }, "rotation": { "mode": "fixed" } }""", new MeasurementDescription(1, 20, 24));

        Assert.That((string?)plan.Defaults["pipeline"]![0]!["shift"]!["mode"], Is.EqualTo("fixed"));
        Assert.That(plan.Defaults["schedule"]!.AsArray().Select(phase => (string?)phase!["name"]), Is.EqualTo(new[] { "object" }));
    }

    [TestCase("""{ "psf": "psf.npy", "pixelPitch": "6 µm", "fieldOfView": [1e-4, 1e-4, 1e-4] }""", "fieldOfView")]
    [TestCase("""{ "psf": "psf.npy", "pixelPitch": "6 µm", "centre": [0] }""", "centre")]
    [TestCase("""{ "psf": "psf.npy", "pixelPitch": "6 µm", "shift": [1e-6, 0, 0] }""", "shift")]
    [TestCase("""{ "pixelPitch": "6 µm" }""", "psf")]
    public void A_mistake_is_named(string options, string key) =>
        Assert.That(Plan(options, new MeasurementDescription(2, 20, 24)).Findings.Single().Path, Is.EqualTo($"modality:{key}"));

    private static ModalityPlan Plan(string options, MeasurementDescription measurement) =>
        new CodedMaskModalityFactory().Plan(new ComponentDefinition("modality", "modality", JsonNode.Parse(options)!.AsObject(), "modality"), measurement);

    private static string?[] Ids(ModalityPlan plan, string section) => [.. plan.Defaults[section]!.AsArray().Select(component => (string?)component!["id"])];
}
