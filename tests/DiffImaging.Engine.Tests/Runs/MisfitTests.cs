using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

[TestFixture]
public sealed class MisfitTests
{
    private const int Rows = 60;
    private const int Columns = 50;

    // Five standard deviations of χ²/N for 3000 pixels.
    private const double Chance = 0.13;

    [Test]
    public void Residuals_of_the_noise_alone_have_the_misfit_one([Values(0, 7)] int framesAtOnce)
    {
        using var problem = CreateProblem(1, framesAtOnce: framesAtOnce);
        using var truth = problem.CreateNominal();

        var misfit = Misfit.Of(problem, truth)!;

        Assert.That(misfit.Ratio, Is.EqualTo(1).Within(Chance));
        Assert.That(misfit.Pixels, Is.EqualTo(Rows * Columns));
        Assert.That(misfit.IsLarge, Is.False);
    }

    [Test]
    public void A_wrong_solution_leaves_a_large_misfit()
    {
        using var problem = CreateProblem(1);
        using var wrong = problem.CreateNominal();
        wrong["scene.x"].add_(1);

        var misfit = Misfit.Of(problem, wrong)!;

        Assert.That(misfit.Ratio, Is.EqualTo(2).Within(4 * Chance), "noise and a bias of one standard deviation");
        Assert.That(misfit.IsLarge, Is.True);
    }

    [Test]
    public void A_value_that_is_no_number_is_a_large_misfit() => Assert.That(new Misfit(double.NaN, 100).IsLarge, Is.True);

    [Test]
    public void Pixels_without_weight_do_not_count()
    {
        using var problem = CreateProblem(1, spoiled: 10);
        using var truth = problem.CreateNominal();

        var misfit = Misfit.Of(problem, truth)!;

        Assert.That(misfit.Pixels, Is.EqualTo(Rows * Columns - 10));
        Assert.That(misfit.Ratio, Is.EqualTo(1).Within(Chance));
    }

    [Test]
    public void A_run_tells_its_misfit()
    {
        using var problem = CreateProblem(1);

        using var outcome = Runner.Run(problem, new PhaseOptions { Name = "stay", Solver = SolverKind.Fista, Iterations = 1, Step = 1e-12 });

        Assert.That(outcome.Misfit!.Ratio, Is.EqualTo(1).Within(Chance));
    }

    [Test]
    public void A_fidelity_without_curvature_tells_none()
    {
        using var problem = CreateProblem(1, new Plain());
        using var truth = problem.CreateNominal();

        Assert.That(Misfit.Of(problem, truth), Is.Null);
    }

    // m = x, whose nominal value is the truth, with Gaussian noise of the standard deviation that least squares stand for.
    private static JointProblem CreateProblem(double noise, IFidelity? fidelity = null, int framesAtOnce = 0, int spoiled = 0)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4);
        var source = FakePlan.Source(Rows, Columns);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, frames) => values["x"].reshape(1, 1, Rows, Columns));
        var pipeline = new ForwardPipeline(plan, FakePlan.Double);
        using var truth = new JointPoint();
        foreach (var variable in plan.Variables)
        {
            truth[variable.Key] = variable.CreateNominal(FakePlan.Double);
        }

        var measured = truth["scene.x"].reshape(1, 1, Rows, Columns) + noise * torch.randn([1, 1, Rows, Columns], torch.float64, generator: generator);
        var weight = torch.ones_like(measured);
        measured.view(-1).narrow(0, 0, spoiled).add_(100);
        weight.view(-1).narrow(0, 0, spoiled).zero_();
        return new JointProblem(pipeline, new FidelityTerm(fidelity ?? new LeastSquares()), measured, spoiled > 0 ? weight : null, [], [], framesAtOnce);
    }

    private sealed class Plain : IFidelity
    {
        public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) => (predicted - measured).square().sum();

        public void Dispose()
        {
        }
    }
}
