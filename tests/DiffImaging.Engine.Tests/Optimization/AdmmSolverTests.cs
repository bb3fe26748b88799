using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>ADMM against minima that are formulas, and where operators one after the other go wrong.</summary>
[TestFixture]
public sealed class AdmmSolverTests
{
    private static PhaseOptions Phase => new() { Name = "split", Solver = SolverKind.Admm, Iterations = 300, Tolerance = 0, LinearIterations = 20, LinearTolerance = 1e-10 };

    private static double[] Least => [.. DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => y / d)];

    [TestCase(1e-2)]
    [TestCase(0.1)]
    [TestCase(10)]
    public void Lasso_ends_at_the_closed_form_solution_from_any_penalty(double penalty)
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);

        using var outcome = Runner.Run(problem, Phase with { Penalty = penalty });

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1)).Within(1e-5));
    }

    [Test]
    public void A_regularizer_and_a_constraint_that_meet_end_at_the_minimum_of_both()
    {
        // Above half: projected after its threshold, a pixel that the threshold would push below is on the bound all the same.
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], [new("half", DiagonalModel.Key, new AtLeast(0.5))]);

        using var outcome = Runner.Run(problem, Phase);

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1).Select(value => Math.Max(value, 0.5))).Within(1e-5));
    }

    [Test]
    public void Two_regularizers_with_edges_end_at_the_minimum_of_their_sum()
    {
        // A fused pair: β₁|x| and β₂|x − 1| hold x between 0 and 1; operators in turn end elsewhere.
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1), new("towards one", DiagonalModel.Key, new WeightOptions { Start = 0.2 }, new DistanceFromOne())]);

        using var outcome = Runner.Run(problem, Phase);
        using var inTurn = Runner.Run(problem, new PhaseOptions { Name = "image", Solver = SolverKind.Fista, Iterations = 2000 });

        double[] expected = [.. DiagonalModel.Gains.Zip(DiagonalModel.Measured, Minimum)];
        var (found, other) = (Runner.Values(outcome, DiagonalModel.Key), Runner.Values(inTurn, DiagonalModel.Key));
        TestContext.Out.WriteLine($"expected {string.Join(", ", expected.Select(value => value.ToString("F4", null)))}; admm {string.Join(", ", found.Select(value => value.ToString("F4", null)))}; fista {string.Join(", ", other.Select(value => value.ToString("F4", null)))}");
        Assert.That(found, Is.EqualTo(expected).Within(1e-4));
        Assert.That(other.Zip(expected, (one, two) => Math.Abs(one - two)).Max(), Is.GreaterThan(1e-2), "or there is nothing to show");
    }

    [Test]
    public void A_phase_without_a_term_leaves_it_out()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], [new("positive", DiagonalModel.Key, new AtLeast(0))]);

        using var outcome = Runner.Run(problem, Phase with { Without = ["sparsity", "positive"] });

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(Least).Within(1e-6));
    }

    [Test]
    public void The_iterate_of_every_iteration_keeps_the_constraints()
    {
        using var problem = DiagonalModel.CreateProblem([], [new("positive", DiagonalModel.Key, new AtLeast(0))]);

        using var outcome = Runner.Run(problem, Phase with { Iterations = 2 });

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Has.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void A_parameter_moves_with_the_object()
    {
        var offset = FakePlan.Parameter("offset", nominal: 0.3) with { Prior = new DiffImaging.Sdk.Parameters.GaussianPrior(0.5) };
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], parameters: [offset]);

        using var outcome = Runner.Run(problem, Phase with { Iterations = 600 });
        using var reference = Runner.Run(problem, new PhaseOptions { Name = "both", Solver = SolverKind.Alternating, ParameterSolver = ParameterSolverKind.GaussNewton, Iterations = 200, InnerIterations = 200, Tolerance = 1e-9 });

        Assert.That(Runner.Values(outcome, "scene.offset")[0], Is.EqualTo(Runner.Values(reference, "scene.offset")[0]).Within(1e-3).And.Not.EqualTo(0.3).Within(1e-2));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(Runner.Values(reference, DiagonalModel.Key)).Within(5e-3));
    }

    [Test]
    public void It_converges_by_its_own_rule()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);

        using var outcome = Runner.Run(problem, Phase with { Tolerance = 1e-3 });

        Assert.That((outcome.Status, outcome.Iterations < 300), Is.EqualTo((RunStatus.Converged, true)));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1)).Within(1e-2));
    }

    // ½ (d x − y)² + 0.1 |x| + 0.2 |x − 1|, by its corners and its branches.
    private static double Minimum(double gain, double measured)
    {
        double Cost(double x) => 0.5 * Math.Pow(gain * x - measured, 2) + 0.1 * Math.Abs(x) + 0.2 * Math.Abs(x - 1);
        var slopes = new[] { -0.3, -0.1, 0.3 };
        return slopes.Select(slope => (gain * measured - slope) / (gain * gain)).Concat([0, 1]).MinBy(Cost);
    }
}
