using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>Two noisy frames x and b x of a white object, whose prior shrinks it: what is left of the object's power, a joint maximum puts into b.</summary>
[TestFixture]
public sealed class PosteriorSamplesTests
{
    private const int Size = 64;
    private const string Gain = "scene.b";

    // The measurement's own noise in b, about 0.015, and that of one pair of samples.
    private const double Chance = 0.06;

    // Where (y₀ + b y₁)²/(1 + b² + ¼) is largest on average.
    private const double JointMaximum = 1.28;

    private static readonly PhaseOptions Joint = new()
    {
        Name = "joint", Solver = SolverKind.Alternating, ParameterSolver = ParameterSolverKind.GaussNewton, Iterations = 30, InnerIterations = 15, MaximumStep = 100, Tolerance = 1e-4,
    };

    [TestCase(SolverKind.Alternating)]
    [TestCase(SolverKind.GaussNewton)]
    public void Averaging_over_the_posterior_finds_the_gain_that_a_joint_maximum_misses(SolverKind solver)
    {
        using var problem = CreateProblem();

        using var known = Runner.Run(problem, Joint with { Solver = solver });
        using var averaged = Runner.Run(problem, Joint with { Solver = solver, PosteriorSamples = 1 });

        Assert.That(Runner.Values(known, Gain)[0], Is.EqualTo(JointMaximum).Within(Chance));
        Assert.That(Runner.Values(averaged, Gain)[0], Is.EqualTo(1).Within(Chance));
    }

    [TestCase(SolverKind.Alternating)]
    [TestCase(SolverKind.GaussNewton)]
    public void The_draw_depends_on_the_seed_alone(SolverKind solver)
    {
        using var problem = CreateProblem();
        var sampled = Joint with { Solver = solver, PosteriorSamples = 2, Iterations = 3 };

        using var first = Runner.Run(problem, sampled);
        using var second = Runner.Run(problem, sampled);

        Assert.That(Runner.Values(second, Gain), Is.EqualTo(Runner.Values(first, Gain)));
    }

    // Noise of variance 1 as least squares have it, an object of variance 4, and the prior that it was drawn from.
    private static JointProblem CreateProblem()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11);
        torch.Tensor Noise(params long[] shape) => torch.randn(shape, torch.float64, generator: generator);
        var source = FakePlan.Source(Size, Size, 2);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [FakePlan.Parameter("b", nominal: 1.5)], (_, values, frames) =>
        {
            var x = values["x"].reshape(1, 1, Size, Size);
            return torch.cat([x, x * values["b"].reshape([])]).narrow(0, frames.Start, frames.Count);
        });
        var truth = 2 * Noise(1, 1, Size, Size);
        return new JointProblem(
            new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), torch.cat([truth, truth]) + Noise(2, 1, Size, Size), null,
            [new RegularizerTerm("prior", "scene.x", new WeightOptions { Start = 0.25 }, new Ridge())], []);
    }
}
