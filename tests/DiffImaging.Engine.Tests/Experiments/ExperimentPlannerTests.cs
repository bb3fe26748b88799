using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Experiments;

/// <summary>What is wrong with an experiment is found before any tensor is made, each mistake with its place.</summary>
[TestFixture]
public sealed class ExperimentPlannerTests
{
    private const string Defaults = """
        {
          "pipeline": [ { "id": "scene" }, { "id": "sensor" } ],
          "fidelity": { "id": "squares" },
          "schedule": [ { "name": "image", "solver": "fista" } ]
        }
        """;

    [Test]
    public void A_modality_alone_is_an_experiment()
    {
        var plan = Plan("{}");

        Assert.That(plan.Pipeline.Stages.Select(stage => stage.Definition.Id), Is.EqualTo(new[] { "scene", "sensor" }));
        Assert.That(plan.Schedule.Single().Name, Is.EqualTo("image"));
        Assert.That(plan.Resolved["fidelity"]!["id"]!.ToString(), Is.EqualTo("squares"));
    }

    [TestCase("""{ "pipeline": [ { "id": "scene" } ] }""", "pipeline", "a sensor is missing")]
    [TestCase("""{ "pipeline": { "sensor": { "id": "cropping" } } }""", "pipeline", "predicts 1 frame(s) of 4 × 8, but the measurement has 1 of 8 × 8")]
    [TestCase("""{ "pipeline": { "sensor": { "id": "sensr" } } }""", "pipeline:sensor", "did you mean 'sensor'?")]
    [TestCase("""{ "pipelin": [] }""", "pipelin", "did you mean 'pipeline'?")]
    [TestCase("""{ "modality": { "id": "holografy" } }""", "modality:id", "did you mean 'holography'?")]
    [TestCase("""{ "modality": { "id": "throwing" } }""", "modality", "the plugin 'fake' threw while planning 'modality' (modality 'throwing'): InvalidOperationException: no modality")]
    [TestCase("""{ "fidelity": { "id": "throwing" } }""", "fidelity", "the plugin 'fake' threw while planning 'fidelity' (fidelity term 'throwing'): InvalidOperationException: no fidelity")]
    [TestCase("""{ "fidelity": "squares" }""", "fidelity", "expected an object in braces")]
    [TestCase("""{ "run": "fast" }""", "run", "found 'fast', expected an object")]
    [TestCase("""{ "run": { "seeds": "1" } }""", "run:seeds", "did you mean 'seed'?")]
    [TestCase("""{ "schedule": [ { "name": "image", "solver": "fisto" } ] }""", "schedule:image:solver", "did you mean 'fista'?")]
    [TestCase("""{ "schedule": { "image": { "variables": ["scene.y"] } } }""", "schedule:image:variables", "unknown variable 'scene.y'")]
    [TestCase("""{ "schedule": { "imag": { "iterations": "5" } } }""", "schedule:imag", "did you mean 'image'?")]
    [TestCase("""{ "uncertainty": { "parameters": ["scene.x"] } }""", "uncertainty:parameters", "unknown parameter 'scene.x'")]
    [TestCase("""{ "uncertainty": { "frames": ["0-9"] } }""", "uncertainty:frames:0", "0-9")]
    [TestCase("""{ "uncertainty": { "mostNumber": 2 } }""", "uncertainty:mostNumber", "did you mean 'mostNumbers'?")]
    [TestCase("""{ "weights": { "by": "discrepancy" } }""", "weights:by", "there is no regularizer")]
    [TestCase("""{ "weights": { "by": "held-out", "regularizers": ["ridg"] } }""", "weights:regularizers", "no regularizer is named 'ridg'")]
    [TestCase("""{ "weights": { "by": "held-out", "until": "imag" } }""", "weights:until", "did you mean 'image'?")]
    [TestCase("""{ "weights": { "by": "held-out", "lowest": 3, "highest": 2 } }""", "weights:lowest", "expected less than 'highest'")]
    [TestCase("""{ "weights": { "bye": "held-out" } }""", "weights:bye", "did you mean 'by'?")]
    [TestCase("""{ "starts": [] }""", "starts", "found a list, expected an object")]
    [TestCase("""{ "starts": { "counts": 2 } }""", "starts:counts", "did you mean 'count'?")]
    [TestCase("""{ "starts": { "count": 2, "parameters": ["scene.x"] } }""", "starts:until", "missing; expected the name of the phase")]
    [TestCase("""{ "starts": { "count": 2, "until": "imag", "parameters": ["scene.x"] } }""", "starts:until", "did you mean 'image'?")]
    [TestCase("""{ "starts": { "count": 2, "until": "image" } }""", "starts:parameters", "missing")]
    [TestCase("""{ "starts": { "count": 2, "until": "image", "parameters": ["scene.x"] } }""", "starts:parameters", "unknown parameter 'scene.x'")]
    public void A_mistake_is_named_with_its_place(string text, string path, string message)
    {
        var error = Assert.Throws<ConfigurationException>(() => Plan(text));

        Assert.That(error!.Findings.Any(finding => finding.Path == path && finding.Message.Contains(message, StringComparison.Ordinal)), Is.True, error.Message);
    }

    [TestCase(ParameterMode.Calibrate, "fista", "", "found 'calibrate', but no phase of the schedule moves 'scene.theta'")]
    [TestCase(ParameterMode.Calibrate, "adam", "scene.x", "found 'calibrate', but no phase of the schedule moves 'scene.theta'")]
    [TestCase(ParameterMode.Design, "adam", "", "found 'design', but 'scene.theta' is treated as with 'calibrate'")]
    [TestCase(ParameterMode.Design, "fista", "", "found 'design', but no phase of the schedule moves 'scene.theta'")]
    [TestCase(ParameterMode.Sample, "adam", "", "found 'sample': 'scene.theta' is drawn where this definition is simulated")]
    public void A_mode_that_promises_more_than_is_done_is_a_warning(ParameterMode mode, string solver, string variable, string message)
    {
        var plan = Plan(Phase(solver, variable), FakePlan.Parameter("theta") with { Mode = mode });

        Assert.That(plan.Warnings.Select(finding => (finding.Severity, finding.Path)), Is.All.EqualTo((Severity.Warning, "pipeline:scene:theta:mode")));
        Assert.That(plan.Warnings.Select(finding => finding.Message), Has.One.StartsWith(message));
    }

    [Test]
    public void Starts_need_to_know_where_to_look()
    {
        const string text = """{ "schedule": [ { "name": "image", "solver": "adam" } ], "starts": { "count": 2, "until": "image", "parameters": ["scene.theta"] } }""";
        var error = Assert.Throws<ConfigurationException>(() => Plan(text, FakePlan.Parameter("theta")));

        Assert.That(error!.Message, Does.Contain("starts:parameters").And.Contain("neither a prior nor bounds"));
        Assert.That(Plan(text, FakePlan.Parameter("theta") with { Prior = new GaussianPrior(1) }).Starts.Count, Is.EqualTo(2));
    }

    [TestCase(ParameterMode.Calibrate, "adam", "")]
    [TestCase(ParameterMode.Calibrate, "alternating", "scene.theta")]
    [TestCase(ParameterMode.Calibrate, "parameters", "")]
    [TestCase(ParameterMode.Fixed, "fista", "")]
    public void A_mode_that_is_kept_is_no_warning(ParameterMode mode, string solver, string variable) =>
        Assert.That(Plan(Phase(solver, variable), FakePlan.Parameter("theta") with { Mode = mode }).Warnings, Is.Empty);

    [Test]
    public void What_the_recipe_leaves_to_its_first_guess_is_no_warning_unless_the_definition_speaks_of_it()
    {
        var parameter = FakePlan.Parameter("theta");
        var recipe = Defaults.Replace("""{ "id": "scene" }""", """{ "name": "scene", "id": "scene", "theta": { "mode": "calibrate" } }""", StringComparison.Ordinal);
        ExperimentPlan Planned(string text)
        {
            var tree = JsonNode.Parse(text)!.AsObject();
            tree["modality"] = new JsonObject { ["id"] = "holography" };
            return new ExperimentPlanner(Catalog([parameter], JsonNode.Parse(recipe)!.AsObject())).Plan(tree, new MeasurementDescription(1, 8, 8));
        }

        Assert.That(Planned("{}").Warnings, Is.Empty);
        Assert.That(Planned("""{ "pipeline": { "scene": { "theta": { "mode": "calibrate" } } } }""").Warnings, Has.Count.EqualTo(1));
    }

    [TestCase("alternating", "", true)]
    [TestCase("alternating", "scene.x", false)]
    [TestCase("parameters", "", true)]
    [TestCase("gauss-newton", "", false)]
    [TestCase("newton", "", false)]
    [TestCase("adam", "", false)]
    [TestCase("fista", "", false)]
    public void A_parameter_too_large_for_a_matrix_is_an_error_where_a_solver_keeps_one(string solver, string variable, bool isError)
    {
        var map = FakePlan.Parameter("map") with { Shape = [30, 30], Nominal = new double[900] };
        if (!isError)
        {
            Assert.DoesNotThrow(() => Plan(Phase(solver, variable), map));
            return;
        }

        var error = Assert.Throws<ConfigurationException>(() => Plan(Phase(solver, variable), map));
        Assert.That(error!.Findings.Single().Path, Is.EqualTo("schedule:image:variables"));
        Assert.That(error.Findings.Single().Message, Does.Contain("'scene.map' has 900 elements").And.Contain("at most 512").And.Contain("gauss-newton"));
    }

    private static string Phase(string solver, string variable) =>
        $$"""{ "schedule": [ { "name": "image", "solver": "{{solver}}", "variables": [{{(variable.Length > 0 ? $"\"{variable}\"" : "")}}] } ] }""";

    private static ExperimentPlan Plan(string text, params UncertaintyParameter[] parameters)
    {
        var tree = JsonNode.Parse(text)!.AsObject();
        tree["modality"] ??= new JsonObject { ["id"] = "holography" };
        return new ExperimentPlanner(Catalog(parameters)).Plan(tree, new MeasurementDescription(1, 8, 8));
    }

    private static Engine.Plugins.PluginCatalog Catalog(UncertaintyParameter[] parameters, JsonObject? defaults = null) => FakeCatalog.Of(
        ("holography", new FakeModalityFactory(size => FakePlan.Source(size.Rows, size.Columns, size.Frames), defaults ?? JsonNode.Parse(Defaults)!.AsObject())),
        ("throwing", new FakeModalityFactory(_ => throw new InvalidOperationException("no modality"), [])),
        ("squares", new FakeFidelityFactory(() => new ComponentPlan<IFidelity>(_ => new LeastSquares()))),
        ("throwing", new FakeFidelityFactory(() => throw new InvalidOperationException("no fidelity"))),
        ("scene", new FakeStageFactory((_, input) => new StagePlan(
            [StageRole.Object], input with { Domain = SignalDomain.Field }, _ => throw new NotSupportedException("only planned"))
        {
            Objects = [FakePlan.RealObject("x", input.Grid)],
            Parameters = parameters,
        })),
        ("sensor", FakeStageFactory.Of(SignalDomain.Intensity, StageRole.Sensor)),
        ("cropping", new FakeStageFactory((_, input) => new StagePlan(
            [StageRole.Sensor], input with { Domain = SignalDomain.Intensity, Grid = input.Grid with { Rows = 4 } }, _ => throw new NotSupportedException("only planned")))));
}
