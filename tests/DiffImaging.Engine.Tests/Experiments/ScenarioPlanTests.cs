using System.Text.Json.Nodes;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Experiments;

/// <summary>What the scenarios of a study make of a blind experiment.</summary>
[TestFixture]
public sealed class ScenarioPlanTests
{
    private const string Schedule = """
        [
          { "name": "object", "solver": "fista" },
          { "name": "inner", "solver": "gauss-newton", "frames": ["inner"] },
          { "name": "joint", "solver": "alternating", "variables": ["scene.x", "scene.gain"] },
          { "name": "finish", "solver": "gauss-newton", "variables": ["scene.x"] }
        ]
        """;

    private static readonly Dictionary<string, IReadOnlyList<double>> Truth = new() { ["scene.gain"] = [1.5], ["scene.slope"] = [0.5] };

    [Test]
    public void Ideal_moves_the_parameters_of_each_phase_over_its_frames()
    {
        var phases = ScenarioPlan.Apply(Blind(Schedule), Scenario.Ideal, Truth).Schedule;

        Assert.That(phases.Select(phase => phase.Name), Is.EqualTo(new[] { "inner", "joint" }));
        Assert.That(phases.Select(phase => phase.Solver), Is.All.EqualTo(SolverKind.Parameters));
        Assert.That(phases[0].Frames, Is.EqualTo(new[] { "inner" }));
        Assert.That(phases[0].ParameterSolver, Is.EqualTo(ParameterSolverKind.GaussNewton));
        Assert.That(phases[1].Variables, Is.EqualTo(new[] { "scene.gain" }));
    }

    [TestCase("lbfgs")]
    [TestCase("adam")]
    [TestCase("admm")]
    public void Ideal_moves_them_by_Gauss_Newton_where_the_phase_has_no_parameter_solver(string solver) =>
        Assert.That(ScenarioPlan.Apply(Blind($$"""[{ "name": "all", "solver": "{{solver}}" }]"""), Scenario.Ideal, Truth).Schedule.Single().ParameterSolver, Is.EqualTo(ParameterSolverKind.GaussNewton));

    [Test]
    public void Ideal_moves_the_parameters_even_where_the_schedule_does_not()
    {
        var phase = ScenarioPlan.Apply(Blind("""[{ "name": "object", "solver": "fista" }]"""), Scenario.Ideal, Truth).Schedule.Single();

        Assert.That((phase.Solver, phase.Variables.Count), Is.EqualTo((SolverKind.Parameters, 0)));
    }

    [Test]
    public void A_known_object_takes_up_nothing_of_a_gauge()
    {
        IEnumerable<string> Gauges(Scenario scenario) => ScenarioPlan.Apply(Blind(Schedule), scenario, Truth).Pipeline.Stages[0].Plan.Gauges.Select(gauge => gauge.Name);

        Assert.That(Gauges(Scenario.Ideal), Is.EqualTo(new[] { "among-parameters" }));
        Assert.That(Gauges(Scenario.Blind), Is.EqualTo(new[] { "with-object", "among-parameters", "with-another-stage" }));
    }

    [TestCase(Scenario.Oracle, 1.5)]
    [TestCase(Scenario.Mismatched, 1)]
    public void Oracle_and_mismatched_hold_the_parameters(Scenario scenario, double gain)
    {
        var parameter = ScenarioPlan.Apply(Blind(Schedule), scenario, Truth).Pipeline.Stages[0].Plan.Parameters[0];

        Assert.That((parameter.Mode, parameter.Nominal.Single()), Is.EqualTo((ParameterMode.Fixed, gain)));
    }

    private static ExperimentPlan Blind(string schedule)
    {
        var recipe = JsonNode.Parse($$"""{ "pipeline": [ { "name": "scene", "id": "scene" } ], "fidelity": { "id": "squares" }, "schedule": {{schedule}} }""")!.AsObject();
        var scene = new FakeStageFactory((_, input) => new StagePlan(
            [StageRole.Object, StageRole.Sensor], input with { Domain = SignalDomain.Intensity }, _ => throw new NotSupportedException("only planned"))
        {
            Objects = [FakePlan.RealObject("x", input.Grid)],
            Parameters = [FakePlan.Parameter("gain", nominal: 1), FakePlan.Parameter("slope")],
            Gauges = [new Gauge("with-object", ["x", "gain"], "Their product is seen."), new Gauge("among-parameters", ["gain", "slope"], "Their sum is seen."), new Gauge("with-another-stage", ["slope"], "It turns the object.")],
        });
        var catalog = FakeCatalog.Of(
            ("holography", new FakeModalityFactory(size => FakePlan.Source(size.Rows, size.Columns, size.Frames), recipe, ["inner"])),
            ("squares", new FakeFidelityFactory(() => new ComponentPlan<IFidelity>(_ => new LeastSquares()))),
            ("scene", scene));
        return new ExperimentPlanner(catalog).Plan(new JsonObject { ["modality"] = new JsonObject { ["id"] = "holography" } }, new MeasurementDescription(1, 8, 8));
    }
}
