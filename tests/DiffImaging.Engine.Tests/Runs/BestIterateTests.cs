using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Tests.Runs;

[TestFixture]
public sealed class BestIterateTests
{
    private static PhaseOptions Wild => new() { Name = "wild", Solver = SolverKind.Adam, Iterations = 30, Rate = 3 };

    [Test]
    public void A_phase_never_ends_worse_than_it_began()
    {
        using var problem = DiagonalModel.CreateProblem();
        using var good = Runner.Run(problem, new PhaseOptions { Name = "image", Solver = SolverKind.Fista, Iterations = 300 });

        using var outcome = Runner.Run(problem, new PhaseOptions { Name = "image", Solver = SolverKind.Fista, Iterations = 300 }, Wild);

        Assert.That(outcome.FinalFidelity, Is.EqualTo(good.FinalFidelity).Within(1e-12));
    }

    [Test]
    public void A_prior_counts_in_what_is_best()
    {
        // The fidelity alone would be lowest near 0.44; the prior holds the offset at its nominal value, where the phase begins.
        var offset = FakePlan.Parameter("offset") with { Prior = new GaussianPrior(1e-3) };
        using var problem = DiagonalModel.CreateProblem(parameters: [offset]);

        using var outcome = Runner.Run(problem, Wild with { Variables = ["scene.offset"], Rate = 0.5, Iterations = 10 });

        Assert.That(Math.Abs(Runner.Values(outcome, "scene.offset")[0]), Is.LessThan(5e-3));
    }

    [Test]
    public void The_history_holds_the_whole_objective()
    {
        var offset = FakePlan.Parameter("offset") with { Prior = new GaussianPrior(0.1) };
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], parameters: [offset]);

        using var outcome = Runner.Run(problem, new PhaseOptions { Name = "all", Solver = SolverKind.Adam, Iterations = 10 });

        var x = Runner.Values(outcome, DiagonalModel.Key);
        var theta = Runner.Values(outcome, "scene.offset")[0];
        var objective = outcome.FinalFidelity + 0.1 * x.Sum(Math.Abs) + 0.5 * theta * theta / 0.01;
        Assert.That(outcome.History.Entries[^1].Objective, Is.EqualTo(objective).Within(1e-12));
        Assert.That(outcome.History.Entries[^2].Objective, Is.NaN, "evaluated every tenth iteration");
        Assert.That(outcome.History.Names, Is.EqualTo(new[] { "scene.offset" }));
        Assert.That(outcome.History.Entries[^1].Parameters, Is.EqualTo(new[] { theta }));
    }

    [Test]
    public void While_a_weight_grows_the_latest_iterates_are_still_the_best()
    {
        var growing = new RegularizerTerm("sparsity", DiagonalModel.Key, new WeightOptions { Start = 1e-3, End = 0.2, Iterations = 100 }, new AbsoluteSum());
        using var problem = DiagonalModel.CreateProblem([growing]);

        using var outcome = Runner.Run(problem, new PhaseOptions { Name = "image", Solver = SolverKind.Fista, Iterations = 400 });

        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.2)).Within(1e-7));
    }

    [Test]
    public void A_phase_that_changes_little_has_converged_before_its_budget()
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)]);

        using var outcome = Runner.Run(problem, new PhaseOptions { Name = "image", Solver = SolverKind.Fista, Iterations = 5000, RelativeChange = 1e-10 });

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
        Assert.That(outcome.Iterations, Is.LessThan(1000));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1)).Within(1e-4));
    }
}
