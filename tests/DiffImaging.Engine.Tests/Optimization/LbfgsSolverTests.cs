using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>Limited-memory BFGS against Newton, whose minimum is that of the same objective.</summary>
[TestFixture]
public sealed class LbfgsSolverTests
{
    private static readonly RegularizerTerm Prior = new("ridge", "scene.x", new WeightOptions { Start = 0.3 }, new Ridge());

    private static readonly PhaseOptions Phase = new() { Name = "quasi", Solver = SolverKind.Lbfgs, Iterations = 400, Tolerance = 1e-12, MaximumStep = 100 };

    [TestCase(3)]
    [TestCase(20)]
    public void It_ends_in_the_minimum_that_Newton_finds(int memory)
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var newton = Runner.Run(problem, Phase with { Solver = SolverKind.Newton, Iterations = 60, LinearIterations = 200, LinearTolerance = 1e-8 });
        using var found = Runner.Run(problem, Phase with { Memory = memory });

        TestContext.Out.WriteLine($"{found.Iterations} iterations");
        foreach (var key in FrameModel.ParameterKeys.Append("scene.x"))
        {
            Assert.That(Runner.Values(found, key), Is.EqualTo(Runner.Values(newton, key)).Within(2e-5), key);
        }

        Assert.That(found.Status, Is.EqualTo(RunStatus.Converged), "it notices that nothing lowers the objective any more");
        Assert.That(found.Iterations, Is.LessThan(400));
    }

    [Test]
    public void Bounds_and_constraints_hold_and_the_rest_is_at_its_minimum()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior], gainBounds: new ParameterBounds(0.95, 1.05));
        using var newton = Runner.Run(problem, Phase with { Solver = SolverKind.Newton, Iterations = 60, LinearIterations = 200, LinearTolerance = 1e-8 });
        using var found = Runner.Run(problem, Phase);

        var gains = Runner.Values(found, "scene.gain");
        Assert.That(gains, Is.All.InRange(0.95, 1.05));
        Assert.That(gains, Has.Some.EqualTo(0.95).Within(1e-9));
        Assert.That(gains, Is.EqualTo(Runner.Values(newton, "scene.gain")).Within(1e-4));
        foreach (var outcome in new[] { found, newton })
        {
            using var value = new SmoothObjective(problem, Phase).Evaluate(outcome.Point, 0);
            var slopes = value.Gradient["scene.gain"].data<double>().ToArray();
            var ends = Runner.Values(outcome, "scene.gain");
            for (var index = 0; index < slopes.Length; index++)
            {
                Assert.That(slopes[index], ends[index] < 0.95 + 1e-9 ? Is.Positive : ends[index] > 1.05 - 1e-9 ? Is.Negative : Is.Zero.Within(1e-6), "downhill lies outside, or nowhere");
            }
        }
    }

    [Test]
    public void A_tolerance_ends_it_early()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var early = Runner.Run(problem, Phase with { Tolerance = 0.1, RelativeChange = 1e-2 });
        using var late = Runner.Run(problem, Phase);

        Assert.That(early.Status, Is.EqualTo(RunStatus.Converged));
        Assert.That(early.Iterations, Is.LessThan(late.Iterations));
    }

    [Test]
    public void Weights_that_change_are_followed()
    {
        // The weight ends at that of the prior above: the minimum is the same.
        var changing = Prior with { Weight = new WeightOptions { Start = 3, End = 0.3, Iterations = 20 } };
        using var problem = new FrameModel().CreateProblem(regularizers: [changing]);
        using var constant = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var found = Runner.Run(problem, Phase);
        using var expected = Runner.Run(constant, Phase);

        Assert.That(Runner.Values(found, "scene.x"), Is.EqualTo(Runner.Values(expected, "scene.x")).Within(1e-4));
    }

    [Test]
    public void A_parameter_that_nothing_depends_on_where_the_object_begins_is_found()
    {
        // An object of zeros shows no gain: a preconditioner that was made there and kept would never let the gain move.
        var model = new GainModel([0.15, -0.1], FakePlan.Parameter("theta0"), FakePlan.Parameter("theta1", scale: 0.03));
        using var problem = model.CreateProblem();
        using var nominal = problem.CreateNominal();
        nominal["scene.x"].zero_();

        using var outcome = new JointOptimization(problem, [Phase], new OptimizationOptions()).Run(nominal, default);

        Assert.That(GainModel.Keys(2).Select(key => outcome.Point[key].item<double>()), Is.EqualTo(model.BestTheta()).Within(1e-5));
    }

    [Test]
    public void A_prior_weighed_against_the_residual_ends_where_Newton_ends_with_it()
    {
        var model = new GainModel([0.2], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(0.1) });
        using var problem = model.CreateProblem();
        var estimated = Phase with { NoiseScale = NoiseScale.Estimated };
        using var known = Runner.Run(problem, Phase);
        using var found = Runner.Run(problem, estimated);
        using var newton = Runner.Run(problem, estimated with { Solver = SolverKind.Newton, Iterations = 60, LinearIterations = 200, LinearTolerance = 1e-8 });

        Assert.That(Runner.Values(found, "scene.theta0")[0], Is.EqualTo(Runner.Values(newton, "scene.theta0")[0]).Within(1e-4));
        Assert.That(Runner.Values(found, "scene.theta0")[0], Is.GreaterThan(Runner.Values(known, "scene.theta0")[0] + 1e-2), "the residual is far less than the noise level of the fidelity, and so is the prior's weight");
    }
}
