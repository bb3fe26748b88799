using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>A run that goes wrong goes back, tries smaller steps, and in the end says so and keeps its best iterate.</summary>
[TestFixture]
public sealed class DivergenceTests
{
    private static PhaseOptions Fista(double step) => new() { Name = "image", Solver = SolverKind.Fista, Iterations = 2000, Step = step };

    [Test]
    public void A_step_that_is_too_large_is_halved_until_it_holds()
    {
        var lines = new List<string>();
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);

        using var outcome = Runner.Run(problem, new OptimizationOptions { Report = lines.Add }, default, Fista(10));

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Stopped));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1)).Within(1e-7));
        Assert.That(lines, Has.Some.Contains("'image'").And.Some.Contains("half the step"));
    }

    [Test]
    public void A_step_that_stays_too_large_ends_diverged_with_the_best_iterate()
    {
        using var problem = DiagonalModel.CreateProblem();

        using var outcome = Runner.Run(problem, Fista(1e4));

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Diverged));
        Assert.That(outcome.Message, Does.Contain("image").And.Contain("best iterate"));
        Assert.That(outcome.FinalFidelity, Is.LessThanOrEqualTo(outcome.InitialFidelity));
    }

    [Test]
    public void A_model_that_is_no_number_from_the_start_ends_diverged([Values] SolverKind solver)
    {
        using var problem = DiagonalModel.CreateProblem(spoil: model => model * double.NaN);

        using var outcome = Runner.Run(problem, Fista(0.5) with { Solver = solver, Iterations = 200, InnerIterations = 5 });

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Diverged));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.All.Zero);
    }

    [Test]
    public void A_model_that_is_no_number_beyond_a_point_keeps_what_was_reached(
        [Values(SolverKind.Adam, SolverKind.Fista, SolverKind.Alternating)] SolverKind solver)
    {
        // The root has no value where the first pixel has come within 0.2 of the measurement.
        using var problem = DiagonalModel.CreateProblem(
            [Runner.Lasso(1e-3)], spoil: model => model + 0 * (0.8 - model[0, 0]).sqrt());

        using var outcome = Runner.Run(problem, new PhaseOptions
        {
            Name = "phase", Solver = solver, Iterations = 400, Step = solver == SolverKind.Adam ? 0 : 0.05, Rate = 0.05, InnerIterations = 4,
        });

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Diverged));
        Assert.That(outcome.FinalFidelity, Is.LessThanOrEqualTo(outcome.InitialFidelity));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Has.None.NaN);
    }

    [Test]
    public void A_start_at_the_truth_is_not_taken_for_divergence()
    {
        using var problem = DiagonalModel.CreateProblem(measured: new double[6]);

        using var outcome = Runner.Run(problem, Fista(0.5) with { Solver = SolverKind.Adam, Iterations = 50 });

        Assert.That(outcome.InitialFidelity, Is.Zero);
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Stopped));
        Assert.That(torch.isfinite(outcome.Point[DiagonalModel.Key]).all().item<bool>(), Is.True);
    }
}
