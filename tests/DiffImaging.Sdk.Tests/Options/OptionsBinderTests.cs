using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Sdk.Tests.Options;

[TestFixture]
public sealed class OptionsBinderTests
{
    [Test]
    public void Quantities_are_read_in_their_units()
    {
        var options = Good("""{ "wavelength": "405 nm", "distance": "36.85 mm", "angles": ["90 deg", 0.5, "2 mrad"] }""");

        Assert.Multiple(() =>
        {
            Assert.That(options.Wavelength, Is.EqualTo(405e-9).Within(1e-20));
            Assert.That(options.Distance.Nominal, Is.EqualTo(new[] { 36.85e-3 }).Within(1e-15));
            Assert.That(options.Angles, Is.EqualTo(new[] { Math.PI / 2, 0.5, 2e-3 }).Within(1e-15));
        });
    }

    [Test]
    public void Everything_may_be_a_text_as_it_comes_from_the_environment()
    {
        var options = Good("""{ "wavelength": "4.05e-7", "distance": "0.1", "padding": "2", "isPadded": "false", "angles": "1", "threshold": "0.3" }""");

        Assert.Multiple(() =>
        {
            Assert.That(options.Wavelength, Is.EqualTo(4.05e-7));
            Assert.That(options.Padding, Is.EqualTo(2));
            Assert.That(options.IsPadded, Is.False);
            Assert.That(options.Angles, Is.EqualTo(new[] { 1.0 }));
            Assert.That(options.Threshold, Is.EqualTo(0.3));
        });
    }

    [Test]
    public void What_is_not_given_keeps_its_default()
    {
        var options = Good("""{ "wavelength": 5e-7, "distance": 0.1 }""");

        Assert.Multiple(() =>
        {
            Assert.That(options.Padding, Is.EqualTo(4));
            Assert.That(options.Label, Is.EqualTo("none"));
            Assert.That(options.Threshold, Is.Null);
            Assert.That(options.Part, Is.Null);
            Assert.That(options.Parts, Is.Empty);
        });
    }

    [Test]
    public void Keys_are_found_whatever_their_case() =>
        Assert.That(Good("""{ "WAVELENGTH": 5e-7, "Distance": 0.1 }""").Wavelength, Is.EqualTo(5e-7));

    [Test]
    public void A_wavelength_of_532_is_answered_with_the_units_to_write()
    {
        var finding = TheOnlyError("""{ "wavelength": 532, "distance": 0.1 }""");

        Assert.That(finding.Path, Is.EqualTo("pipeline:stage:wavelength"));
        Assert.That(finding.Message, Does.Contain("found 532 m").And.Contain("\"532 nm\"").And.Contain("from 1E-10 to 0.01 m"));
    }

    [Test]
    public void An_unknown_key_is_answered_with_the_nearest_one()
    {
        var finding = TheOnlyError("""{ "wavelength": 5e-7, "distance": 0.1, "paddding": 2 }""");

        Assert.That(finding.Path, Is.EqualTo("pipeline:stage:paddding"));
        Assert.That(finding.Message, Does.Contain("did you mean 'padding'?"));
    }

    [Test]
    public void A_shortened_key_is_recognised_and_the_missing_one_is_named()
    {
        var findings = Errors("""{ "wavelength": 5e-7, "dist": 0.1 }""");

        Assert.That(findings.Select(finding => finding.Path), Is.EquivalentTo(new[] { "pipeline:stage:dist", "pipeline:stage:distance" }));
        Assert.That(findings[0].Message, Does.Contain("did you mean 'distance'?"));
        Assert.That(findings[1].Message, Does.StartWith("missing"));
    }

    [Test]
    public void A_required_key_that_is_null_is_missing() =>
        Assert.That(TheOnlyError("""{ "wavelength": null, "distance": 0.1 }""").Message, Does.StartWith("missing"));

    [TestCase("""{ "wavelength": "5 s", "distance": 0.1 }""", "wavelength", "a quantity in seconds")]
    [TestCase("""{ "wavelength": "5 furlong", "distance": 0.1 }""", "wavelength", "the unit 'furlong', which is not known")]
    [TestCase("""{ "wavelength": "blue", "distance": 0.1 }""", "wavelength", "found 'blue'")]
    [TestCase("""{ "wavelength": [5e-7], "distance": 0.1 }""", "wavelength", "found a list")]
    [TestCase("""{ "wavelength": 5e-7, "distance": [0.1, null] }""", "distance:1", "found nothing, expected a number")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "padding": 2.5 }""", "padding", "a whole number")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "padding": 17 }""", "padding", "from 0 to 16")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "isPadded": "yes" }""", "isPadded", "true or false")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "angles": [1, "2 mm"] }""", "angles:1", "a quantity in metres")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "part": { } }""", "part:width", "missing")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "part": 3 }""", "part", "an object in braces")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "parts": [{ "width": 1 }, { "widht": 1, "width": 1 }] }""", "parts:1:widht", "did you mean 'width'?")]
    [TestCase("""{ "wavelength": 5e-7, "distance": 0.1, "parametrization": "phase" }""", "parametrization", "did you mean 'phase-only'?")]
    [TestCase("""{ "wavelength": 5e-7, "distance": "20 m" }""", "distance", "from -10 to 10 m")]
    [TestCase("""{ "wavelength": 5e-7, "distance": { "nominal": "1 mm", "mod": "fixed" } }""", "distance:mod", "did you mean 'mode'?")]
    [TestCase("""{ "wavelength": 5e-7, "distance": { "nominal": "1 mm", "bounds": ["1 mm"] } }""", "distance:bounds", "expected two")]
    [TestCase("""{ "wavelength": 5e-7, "distance": { "nominal": "1 deg" } }""", "distance:nominal", "a quantity in radians")]
    public void A_mistake_is_told_with_its_place(string json, string key, string message)
    {
        var finding = TheOnlyError(json);

        Assert.That(finding.Path, Is.EqualTo($"pipeline:stage:{key}"));
        Assert.That(finding.Message, Does.Contain(message));
    }

    [TestCase("complex", ObjectParametrization.Complex)]
    [TestCase("log-amplitude-phase", ObjectParametrization.LogAmplitudePhase)]
    [TestCase("Phase-Only", ObjectParametrization.PhaseOnly)]
    public void An_enumeration_is_written_in_kebab_case(string text, ObjectParametrization expected) =>
        Assert.That(Good($$"""{ "wavelength": 5e-7, "distance": 0.1, "parametrization": "{{text}}" }""").Parametrization, Is.EqualTo(expected));

    [Test]
    public void A_parameter_may_be_an_object_in_the_unit_of_its_option()
    {
        var distance = Good("""
            { "wavelength": 5e-7, "distance": { "nominal": "36.85 mm", "mode": "calibrate", "prior": "1 mm", "bounds": ["30 mm", "4 cm"], "scale": "10 µm" } }
            """).Distance;

        Assert.Multiple(() =>
        {
            Assert.That(distance.Nominal, Is.EqualTo(new[] { 36.85e-3 }).Within(1e-15));
            Assert.That(distance.Mode, Is.EqualTo(ParameterMode.Calibrate));
            Assert.That(distance.Prior, Is.EqualTo(1e-3).Within(1e-15));
            Assert.That(distance.Bounds, Is.EqualTo(new[] { 30e-3, 40e-3 }).Within(1e-15));
            Assert.That(distance.Scale, Is.EqualTo(10e-6).Within(1e-18));
        });
    }

    [Test]
    public void A_parameter_may_be_a_list() =>
        Assert.That(Good("""{ "wavelength": 5e-7, "distance": ["1 mm", 0.002] }""").Distance.Nominal, Is.EqualTo(new[] { 1e-3, 2e-3 }).Within(1e-15));

    [Test]
    public void Missing_options_are_as_good_as_empty_ones()
    {
        var findings = new FindingList("pipeline:stage");
        OptionsBinder.Bind<SampleOptions>(null, findings);

        Assert.That(findings.ToList().Select(finding => finding.Path), Is.EqualTo(new[] { "pipeline:stage:wavelength", "pipeline:stage:distance" }));
    }

    [Test]
    public void All_mistakes_are_told_at_once() =>
        Assert.That(Errors("""{ "wavelength": 532, "padding": "many", "colour": 1 }"""), Has.Count.EqualTo(4));

    private static SampleOptions Good(string json)
    {
        var findings = new FindingList("pipeline:stage");
        var options = OptionsBinder.Bind<SampleOptions>(JsonNode.Parse(json)!.AsObject(), findings);
        Assert.That(findings.ToList(), Is.Empty);
        return options;
    }

    private static IReadOnlyList<Finding> Errors(string json)
    {
        var findings = new FindingList("pipeline:stage");
        OptionsBinder.Bind<SampleOptions>(JsonNode.Parse(json)!.AsObject(), findings);
        return findings.ToList();
    }

    private static Finding TheOnlyError(string json)
    {
        var findings = Errors(json);
        Assert.That(findings, Has.Count.EqualTo(1), string.Join(Environment.NewLine, findings));
        Assert.That(findings[0].Severity, Is.EqualTo(Severity.Error));
        return findings[0];
    }
}
