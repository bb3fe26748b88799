using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class JointGaussNewtonSolverTests
{
    private static readonly PhaseOptions Joint = new()
    {
        Name = "joint", Solver = SolverKind.GaussNewton, Iterations = 30, Tolerance = 1e-6, RelativeChange = 1e-9, LinearIterations = 60,
    };

    [Test]
    public void Object_and_parameters_arrive_where_the_gradient_vanishes([Values(0, 2)] int framesAtOnce)
    {
        using var problem = new FrameModel().CreateProblem(framesAtOnce: framesAtOnce, regularizers: [new("ridge", "scene.x", new WeightOptions { Start = 1e-3 }, new Ridge())]);
        using var outcome = Runner.Run(problem, Joint);

        using var value = problem.Evaluate(outcome.Point, new HashSet<string>(["scene.x", .. FrameModel.ParameterKeys]));
        using var ridge = value.Gradient["scene.x"] + 1e-3 * outcome.Point["scene.x"];

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
        Assert.That(ridge.abs().max().item<double>(), Is.LessThan(1e-5));
        foreach (var key in FrameModel.ParameterKeys)
        {
            Assert.That(value.Gradient[key].abs().max().item<double>(), Is.LessThan(1e-5), key);
        }
    }

    [Test]
    public void A_phase_that_begins_at_its_minimum_ends_there_at_once([Values(SolverKind.GaussNewton, SolverKind.Newton)] SolverKind solver)
    {
        // Steps of rounding raise the objective as often as they lower it.
        using var problem = new FrameModel().CreateProblem(regularizers: [new("ridge", "scene.x", new WeightOptions { Start = 1e-3 }, new Ridge())]);
        using var there = Runner.Run(problem, Joint with { Iterations = 60, Tolerance = 0 });

        using var outcome = new JointOptimization(problem, [Joint with { Solver = solver, RelativeChange = 0 }], new OptimizationOptions()).Run(there.Point, default);

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
        Assert.That(outcome.Iterations, Is.LessThanOrEqualTo(3));
    }

    [Test]
    public void The_profiled_minimum_is_found()
    {
        var model = new GainModel([0.15, -0.1], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(1) }, FakePlan.Parameter("theta1"));
        using var problem = model.CreateProblem();
        using var outcome = Runner.Run(problem, Joint);

        Assert.That(GainModel.Keys(2).Select(key => Runner.Values(outcome, key)[0]), Is.EqualTo(model.BestTheta()).AsCollection.Within(1e-5));
    }

    [Test]
    public void A_bound_holds_a_parameter()
    {
        var model = new GainModel([0.5], FakePlan.Parameter("theta0") with { Bounds = new ParameterBounds(-0.2, 0.2) });
        using var problem = model.CreateProblem();
        using var outcome = Runner.Run(problem, Joint);

        Assert.That(Runner.Values(outcome, "scene.theta0")[0], Is.EqualTo(model.BestTheta()[0]).Within(1e-6));
        Assert.That(Math.Abs(Runner.Values(outcome, "scene.theta0")[0]), Is.EqualTo(0.2).Within(1e-6));
    }

    [Test]
    public void Steps_without_a_limit_arrive_where_short_ones_do()
    {
        using var problem = new FrameModel().CreateProblem();
        using var bold = Runner.Run(problem, Joint with { MaximumStep = 1e6 });
        using var careful = Runner.Run(problem, Joint with { MaximumStep = 0.5, Iterations = 60 });

        foreach (var key in FrameModel.ParameterKeys)
        {
            Assert.That(Runner.Values(bold, key), Is.EqualTo(Runner.Values(careful, key)).AsCollection.Within(1e-3), key);
        }
    }

    [Test]
    public void Frames_that_do_not_count_change_nothing()
    {
        using var problem = new FrameModel().CreateProblem();
        var part = problem.Over(FrameSet.Of([0, 1, 2, 4]));
        using var outcome = Runner.Run(part, Joint);

        // What only the other frames depend on stays at its prior's centre.
        Assert.That(Runner.Values(outcome, "scene.gain")[3], Is.EqualTo(1));
        Assert.That(Runner.Values(outcome, "scene.gain")[5], Is.EqualTo(1));
        Assert.That(Runner.Values(outcome, "scene.gain")[0], Is.Not.EqualTo(1));
        Assert.That(part.PixelCount, Is.EqualTo(4 * 42));
    }

    [Test]
    public void An_unknown_noise_level_gives_the_same_result_at_any_scale_of_the_data_term()
    {
        // With the noise level estimated, priors are weighed against the residual: a hundredfold weight of the data changes nothing.
        double[] Solve(double weight)
        {
            var model = new GainModel([0.15], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(0.05) });
            using var whole = model.CreateProblem();
            using var weights = torch.full(whole.Measured(new DiffImaging.Sdk.Stages.FrameRange(0, whole.FrameCount)).shape, weight, torch.ScalarType.Float64);
            using var problem = new JointProblem(
                whole.Pipeline, whole.Fidelity, whole.Measured(new DiffImaging.Sdk.Stages.FrameRange(0, whole.FrameCount)).clone(), weights.clone(), [], []);
            using var outcome = Runner.Run(problem, Joint with { NoiseScale = NoiseScale.Estimated });
            return Runner.Values(outcome, "scene.theta0");
        }

        Assert.That(Solve(100)[0], Is.EqualTo(Solve(1)[0]).Within(1e-4));
    }
}
