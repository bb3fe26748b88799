using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Pipelines;

[TestFixture]
public sealed class PipelinePlannerTests
{
    private static readonly PluginCatalog Catalog = FakeCatalog.Of(
        ("source", FakeStageFactory.Of(SignalDomain.Field, StageRole.Illumination)),
        ("fused", FakeStageFactory.Of(SignalDomain.Field, StageRole.IlluminationOptics, StageRole.Object)),
        ("lens", FakeStageFactory.Of(SignalDomain.Field, StageRole.CollectionOptics)),
        ("sensor", FakeStageFactory.Of(SignalDomain.Intensity, StageRole.Sensor)),
        ("roleless", FakeStageFactory.Of(SignalDomain.Field)),
        ("warning", new FakeStageFactory((definition, input) => new StagePlan([StageRole.Object], input, _ => throw new NotSupportedException("only planned"))
        {
            Findings = [new Finding(Severity.Warning, definition.Path, "careful")],
        })),
        ("wrong", new FakeStageFactory((definition, input) => new StagePlan([StageRole.Object], input, _ => throw new NotSupportedException("only planned"))
        {
            Findings = [new Finding(Severity.Error, definition.Path + ":crop", "larger than the frame")],
        })),
        ("throwing", new FakeStageFactory((_, _) => throw new InvalidOperationException("out of ideas"))),
        ("empty", new FakeStageFactory((_, _) => null!)));

    [Test]
    public void Stages_in_the_order_of_the_light_are_planned_from_one_description_to_the_next()
    {
        var plan = Plan(out var findings, "source", "fused", "lens", "lens-2:lens", "sensor");

        Assert.That(findings, Is.Empty);
        Assert.That(plan.Stages, Has.Count.EqualTo(5));
        Assert.That(plan.Output.Domain, Is.EqualTo(SignalDomain.Intensity));
        Assert.That(plan.Output.Roles, Is.EqualTo(new[]
        {
            StageRole.Illumination, StageRole.IlluminationOptics, StageRole.Object, StageRole.CollectionOptics, StageRole.CollectionOptics, StageRole.Sensor,
        }));
    }

    [TestCase("one value too many", "nominal", "found 3 values, expected 2 (2)")]
    [TestCase("a list for one number", "nominal", "found 2 values, expected 1 (one number)")]
    [TestCase("not a number", "nominal", "no finite number")]
    [TestCase("no scale", "scale", "found 0, expected a positive number")]
    [TestCase("no width", "prior", "found a standard deviation of 0")]
    [TestCase("bounds turned round", "bounds", "found 2 as the lower and 1 as the upper one")]
    [TestCase("an element too few", "", "names 1 elements of frames for 2 frames")]
    [TestCase("an element that is none", "", "a mistake of the plugin")]
    public void Parameters_of_which_no_tensor_can_be_made_are_found_before_one_is(string what, string key, string message)
    {
        var catalog = FakeCatalog.Of(("stage", new FakeStageFactory((_, input) => new StagePlan([StageRole.Object], input, _ => throw new NotSupportedException("only planned")) { Parameters = [Mistaken(what)] })));
        var findings = new FindingList("pipeline");

        PipelinePlanner.Plan([new ComponentDefinition("stage", "stage", [], "pipeline:stage")], FakePlan.Source(3, 3, 2), catalog, findings);

        var error = findings.ToList().Single();
        Assert.That((error.Severity, error.Path), Is.EqualTo((Severity.Error, key.Length == 0 ? "pipeline:stage:tilt" : "pipeline:stage:tilt:" + key)));
        Assert.That(error.Message, Does.Contain(message));
    }

    private static UncertaintyParameter Mistaken(string what)
    {
        var good = FakePlan.Parameter("tilt") with { Shape = [2], Nominal = [1, 1], ElementOfFrame = [0, 1] };
        return what switch
        {
            "one value too many" => good with { Nominal = [1, 2, 3] },
            "a list for one number" => good with { Shape = [], ElementOfFrame = null },
            "not a number" => good with { Nominal = [1, double.NaN] },
            "no scale" => good with { Scale = 0 },
            "no width" => good with { Prior = new GaussianPrior(0) },
            "bounds turned round" => good with { Bounds = new ParameterBounds(2, 1) },
            "an element too few" => good with { ElementOfFrame = [0] },
            _ => good with { ElementOfFrame = [0, 2] },
        };
    }

    [Test]
    public void A_stage_behind_a_later_one_is_an_error_that_says_where_it_belongs()
    {
        Plan(out var findings, "source", "lens", "sensor", "roleless", "fused");

        Assert.That(findings.Single().Path, Is.EqualTo("pipeline:fused"));
        Assert.That(findings.Single().Message, Does.Contain("'fused' (IlluminationOptics) behind 'lens' (CollectionOptics)")
            .And.Contain("Illumination, IlluminationOptics, Object, CollectionOptics, Sensor, Noise").And.Contain("Move it before 'lens'"));
    }

    [Test]
    public void An_unknown_stage_stops_with_one_error_and_the_nearest_id()
    {
        var plan = Plan(out var findings, "source", "near:lense", "unknown-too", "throwing");

        Assert.That(findings.Single().Path, Is.EqualTo("pipeline:near"));
        Assert.That(findings.Single().Message, Does.Contain("forward stage 'lense'").And.Contain("did you mean 'lens'?"));
        Assert.That(plan.Stages, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_stage_with_an_error_stops_and_a_warning_does_not()
    {
        Plan(out var stopped, "source", "wrong", "throwing");
        var plan = Plan(out var warned, "source", "warning", "sensor");

        Assert.That(stopped.Select(finding => finding.ToString()), Is.EqualTo(new[] { "pipeline:wrong:crop: larger than the frame" }));
        Assert.That(warned.Single().Severity, Is.EqualTo(Severity.Warning));
        Assert.That(plan.Stages, Has.Count.EqualTo(3));
    }

    [Test]
    public void An_error_found_elsewhere_does_not_stop_the_check_of_the_pipeline()
    {
        var findings = new FindingList("pipeline");
        findings.Error("", "found before");

        PipelinePlanner.Plan([FakePlan.Definition("source"), FakePlan.Definition("wrong")], FakePlan.Source(2, 2), Catalog, findings);

        Assert.That(findings.ToList(), Has.Count.EqualTo(2));
    }

    [TestCase("throwing", "threw while planning 'name' (forward stage 'throwing'): InvalidOperationException: out of ideas")]
    [TestCase("empty", "gave no plan for 'name' (forward stage 'empty')")]
    public void A_plugin_that_throws_or_gives_nothing_is_a_finding(string id, string message)
    {
        Plan(out var findings, "source", $"name:{id}");

        Assert.That(findings.Single().Path, Is.EqualTo("pipeline:name"));
        Assert.That(findings.Single().Message, Is.EqualTo($"the plugin 'fake' {message}"));
    }

    [Test]
    public void A_pipeline_without_a_stage_is_an_error()
    {
        Plan(out var findings);

        Assert.That(findings.Single().ToString(), Does.StartWith("pipeline: the pipeline has no stage"));
    }

    private static PipelinePlan Plan(out IReadOnlyList<Finding> findings, params string[] stages)
    {
        var place = new FindingList("pipeline");
        var plan = PipelinePlanner.Plan(
            [.. stages.Select(text => text.Split(':')).Select(parts => FakePlan.Definition(parts[0]) with { Id = parts[^1] })],
            FakePlan.Source(2, 2), Catalog, place);
        findings = place.ToList();
        return plan;
    }
}
