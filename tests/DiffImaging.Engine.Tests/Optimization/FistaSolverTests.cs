using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class FistaSolverTests
{
    // The iterates of a strongly convex problem in float64: what is left after the budget is far below this.
    private const double Tolerance = 1e-7;

    private static PhaseOptions Phase => new() { Name = "image", Solver = SolverKind.Fista, Iterations = 400 };

    [Test]
    public void Lasso_ends_at_the_closed_form_solution()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);

        using var outcome = Runner.Run(problem, Phase);

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1)).Within(Tolerance));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Stopped));
        Assert.That(outcome.FinalFidelity, Is.LessThan(outcome.InitialFidelity));
    }

    [Test]
    public void A_given_step_is_taken_instead_of_the_estimated_one()
    {
        using var problem = DiagonalModel.CreateProblem();

        using var outcome = Runner.Run(problem, Phase with { Step = 0.5, Iterations = 1 });

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => 0.5 * d * y);
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(Tolerance));
    }

    [Test]
    public void A_regularizer_without_a_proximal_operator_takes_part_by_its_gradient()
    {
        const double Weight = 0.2;
        using var problem = DiagonalModel.CreateProblem([new("ridge", DiagonalModel.Key, new WeightOptions { Start = Weight }, new Ridge())]);

        using var outcome = Runner.Run(problem, Phase with { Step = 0.5 });

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => d * y / (d * d + Weight));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Constraints_hold_at_the_end()
    {
        using var problem = DiagonalModel.CreateProblem([], [new("positive", DiagonalModel.Key, new AtLeast(0))]);

        using var outcome = Runner.Run(problem, Phase);

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => Math.Max(y / d, 0));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(Tolerance));
    }

    [Test]
    public void A_likelihood_that_curves_more_than_where_it_began_is_followed_with_smaller_steps()
    {
        using var problem = PhotonModel.CreateProblem();

        using var outcome = Runner.Run(problem, Phase);

        Assert.That(Runner.Values(outcome, PhotonModel.Key).Select(value => value + PhotonModel.Offset), Is.EqualTo(PhotonModel.Measured).Within(1e-5));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Stopped));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void So_is_it_where_parameters_move_in_between(int inner)
    {
        using var problem = PhotonModel.CreateProblem(isAlternated: true);

        using var outcome = Runner.Run(problem, Phase with
        {
            Solver = SolverKind.Alternating, ParameterSolver = ParameterSolverKind.Adam, Iterations = 1200 / inner, InnerIterations = inner, MomentumReach = 0, Tolerance = 0,
        });

        Assert.That(Runner.Values(outcome, PhotonModel.Key).Select(value => value + PhotonModel.Offset), Is.EqualTo(PhotonModel.Measured).Within(1e-3));
    }

    [Test]
    public void It_leaves_the_steps_alone_where_the_curvature_is_that_of_the_start()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);
        using var point = problem.CreateNominal();
        using var solver = new FistaSolver(problem, point, Phase);
        solver.Step(0);
        var first = solver.Save().Numbers[$"step/{DiagonalModel.Key}"];

        for (var iteration = 1; iteration < 200; iteration++)
        {
            solver.Step(iteration);
        }

        Assert.That(solver.Save().Numbers[$"step/{DiagonalModel.Key}"], Is.EqualTo(first));
    }

    [Test]
    public void A_phase_without_a_term_leaves_it_out()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], [new("positive", DiagonalModel.Key, new AtLeast(0))]);

        using var outcome = Runner.Run(problem, Phase with { Without = ["sparsity", "positive"] });

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => y / d);
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(1e-6));
    }
}
