using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>A parameter of so many elements that no matrix of them can be kept: m_f = (1 + f θ) x + g_f map, with a gauge in the map.</summary>
[TestFixture]
public sealed class LargeParameterTests
{
    private const int Rows = 27;
    private const int Columns = 23;
    private const double Ridge = 1e-2;

    private static readonly PhaseOptions Joint = new()
    {
        Name = "joint", Solver = SolverKind.GaussNewton, Iterations = 40, Tolerance = 1e-7, RelativeChange = 1e-12, LinearIterations = 60, MaximumStep = 10,
    };

    [Test]
    public void Gauss_newton_moves_it_without_its_matrix_to_where_the_gradient_vanishes()
    {
        using var problem = CreateProblem();
        using var outcome = Runner.Run(problem, Joint);
        using var value = problem.Evaluate(outcome.Point, new HashSet<string>(["scene.x", "scene.map", "scene.theta"]));
        var parameters = new ScaledParameters(problem, []);
        parameters.Gauges.Remove(value.Gradient);
        value.Gradient["scene.x"].add_(outcome.Point["scene.x"], alpha: Ridge);

        Assert.That((parameters.Count, parameters.DenseCount), Is.EqualTo((Rows * Columns + 1, 1)));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
        foreach (var key in value.Gradient.Keys)
        {
            Assert.That(value.Gradient[key].abs().max().item<double>(), Is.LessThan(1e-5), key);
        }

        Assert.That(Math.Abs(Runner.Values(outcome, "scene.map").Sum()), Is.LessThan(1e-11));
        Assert.That(Runner.Values(outcome, "scene.map").Max(), Is.GreaterThan(0.1));
    }

    [TestCase(SolverKind.Alternating)]
    [TestCase(SolverKind.Parameters)]
    public void Solvers_that_keep_its_matrix_refuse_it(SolverKind solver)
    {
        using var problem = CreateProblem();

        var refused = Assert.Throws<InvalidOperationException>(() => Runner.Run(problem, Joint with { Solver = solver }).Dispose());

        Assert.That(refused!.Message, Does.Contain("'joint'").And.Contain("scene.map").And.Contain("621 elements").And.Contain("gauss-newton"));
    }

    [Test]
    public void They_take_it_where_the_phase_does_not_move_it()
    {
        using var problem = CreateProblem();
        using var outcome = Runner.Run(problem, Joint with { Solver = SolverKind.Alternating, Variables = ["scene.x", "scene.theta"], Iterations = 3 });

        Assert.That(Runner.Values(outcome, "scene.map"), Is.All.Zero);
        Assert.That(Runner.Values(outcome, "scene.theta")[0], Is.Not.Zero);
    }

    private static JointProblem CreateProblem()
    {
        var random = new Random(4);
        torch.Tensor Draw(double from, double to) => torch.tensor(
            [.. Enumerable.Range(0, Rows * Columns).Select(_ => from + (to - from) * random.NextDouble())], torch.ScalarType.Float64).reshape(Rows, Columns).DetachFromDisposeScope();
        var source = FakePlan.Source(Rows, Columns, frames: 3);
        var gains = Enumerable.Range(0, 3).Select(_ => Draw(0.1, 1)).ToArray();
        UncertaintyParameter[] parameters =
        [
            FakePlan.Parameter("map") with
            {
                Shape = [Rows, Columns], Nominal = new double[Rows * Columns], Prior = new GaussianPrior(1),
            },
            FakePlan.Parameter("theta") with { Prior = new GaussianPrior(0.3) },
        ];
        Gauge[] gauges = [new("mean", ["map"], "The map has no mean.") { Fixed = [new("map", () => [[.. Enumerable.Repeat(1.0, Rows * Columns)]])] }];
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], parameters, (_, values, frames) => torch.stack(
            [.. Enumerable.Range(frames.Start, frames.Count).Select(frame => ((1 + frame * values["theta"]) * values["x"] + gains[frame] * values["map"]).unsqueeze(0))]), gauges);
        var pipeline = new ForwardPipeline(plan, FakePlan.Double);
        using var truth = new JointPoint();
        (truth["scene.x"], truth["scene.map"], truth["scene.theta"]) = (Draw(0.5, 1.5), Draw(-0.5, 0.5), torch.tensor(new[] { 0.1 }));
        var measured = pipeline.Forward(truth, DiffImaging.Sdk.Stages.FrameRange.All(3)).Tensor.detach();
        return new JointProblem(pipeline, new FidelityTerm(new LeastSquares()), measured, null, [new("ridge", "scene.x", new WeightOptions { Start = Ridge }, new Fakes.Ridge())], []);
    }
}
