using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>The alternating solver against the profiled optimum, found by brute force.</summary>
[TestFixture]
public sealed class AlternatingSolverTests
{
    // The noise moves the optimum away from the truth by some 1e-2: agreement to this means the optimum, not the truth.
    private const double Tolerance = 1e-5;

    private static PhaseOptions Phase(ParameterSolverKind solver) => new()
    {
        Name = "joint",
        Solver = SolverKind.Alternating,
        ParameterSolver = solver,
        Iterations = 60,
        InnerIterations = 60,
        Tolerance = 1e-6,
    };

    [Test]
    public void One_parameter_reaches_the_profiled_optimum([Values(ParameterSolverKind.Secant, ParameterSolverKind.GaussNewton)] ParameterSolverKind solver)
    {
        var model = new GainModel([0.2], FakePlan.Parameter("theta0"));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(solver));

        Assert.That(Theta(outcome, 1), Is.EqualTo(model.BestTheta()).Within(Tolerance));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
    }

    [Test]
    public void Two_parameters_reach_the_profiled_optimum([Values(ParameterSolverKind.Secant, ParameterSolverKind.GaussNewton)] ParameterSolverKind solver)
    {
        var model = new GainModel([0.15, -0.1], FakePlan.Parameter("theta0"), FakePlan.Parameter("theta1", scale: 0.03));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(solver));

        Assert.That(Theta(outcome, 2), Is.EqualTo(model.BestTheta()).Within(Tolerance));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
    }

    [Test]
    public void A_bound_holds_one_parameter_and_the_other_reaches_the_optimum_that_is_left([Values(ParameterSolverKind.Secant, ParameterSolverKind.GaussNewton)] ParameterSolverKind solver)
    {
        var model = new GainModel(
            [0.15, -0.1], FakePlan.Parameter("theta0") with { Bounds = new ParameterBounds(-0.05, 0.05) }, FakePlan.Parameter("theta1"));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(solver));

        Assert.That(Theta(outcome, 2)[0], Is.EqualTo(0.05).Within(1e-12));
        Assert.That(Theta(outcome, 2), Is.EqualTo(model.BestTheta()).Within(Tolerance));
    }

    [Test]
    public void A_prior_draws_the_optimum_to_the_nominal_value([Values(ParameterSolverKind.Secant, ParameterSolverKind.GaussNewton)] ParameterSolverKind solver)
    {
        var free = new GainModel([0.2], FakePlan.Parameter("theta0"));
        var model = new GainModel([0.2], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(0.5) });
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(solver));

        Assert.That(Theta(outcome, 1), Is.EqualTo(model.BestTheta()).Within(Tolerance));
        Assert.That(Theta(outcome, 1)[0], Is.LessThan(free.BestTheta()[0] - 1e-2));
    }

    [Test]
    public void Adam_creeps_to_the_profiled_optimum_and_a_bound_holds_it()
    {
        var model = new GainModel(
            [0.15, -0.1], FakePlan.Parameter("theta0") with { Bounds = new ParameterBounds(-0.05, 0.05) }, FakePlan.Parameter("theta1", scale: 0.03));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(ParameterSolverKind.Adam) with { Iterations = 1500, InnerIterations = 4, Rate = 0.02 });

        Assert.That(Theta(outcome, 2)[0], Is.EqualTo(0.05).Within(1e-12));
        Assert.That(Theta(outcome, 2), Is.EqualTo(model.BestTheta()).Within(Tolerance));
        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Converged));
    }

    [Test]
    public void Starting_the_object_again_at_every_step_still_ends_with_an_object([Values] bool isBudgetSpent)
    {
        var model = new GainModel([0.2], FakePlan.Parameter("theta0"));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(ParameterSolverKind.Secant) with { ResetObject = true, Iterations = isBudgetSpent ? 4 : 60 });

        Assert.That(Runner.Values(outcome, "scene.x"), Is.All.GreaterThan(0.4));
        Assert.That(outcome.FinalFidelity, Is.LessThan(1e-2 * outcome.InitialFidelity));
        Assert.That(outcome.Status, Is.EqualTo(isBudgetSpent ? RunStatus.Stopped : RunStatus.Converged));
    }

    [Test]
    public void Moves_become_rarer_by_the_growth()
    {
        using var problem = new GainModel([0.2], FakePlan.Parameter("theta0")).CreateProblem();
        var key = GainModel.Keys(1)[0];
        var (moves, last) = (new List<int>(), double.NaN);
        void Look(int iteration, JointPoint point)
        {
            var theta = point[key].cpu().data<double>()[0];
            if (!double.IsNaN(last) && theta != last)
            {
                moves.Add(iteration);
            }

            last = theta;
        }

        using var outcome = Runner.Run(problem, new OptimizationOptions { Look = Look }, default, Phase(ParameterSolverKind.GaussNewton) with { Iterations = 4, InnerIterations = 3, InnerGrowth = 1.5, Tolerance = 0 });

        // 3, 4.5, 6.75 and 10.1 iterations, rounded.
        Assert.That(moves, Is.EqualTo(new[] { 3, 7, 14, 24 }));
        Assert.That(outcome.Iterations, Is.EqualTo(24));
    }

    [Test]
    public void A_phase_that_names_the_object_only_leaves_the_parameters_alone()
    {
        using var problem = new GainModel([0.2], FakePlan.Parameter("theta0", nominal: 0.1)).CreateProblem();

        using var outcome = Runner.Run(problem, Phase(ParameterSolverKind.Secant) with { Variables = ["scene.x"], Iterations = 2 });

        Assert.That(Theta(outcome, 1), Is.EqualTo(new[] { 0.1 }));
        Assert.That(outcome.FinalFidelity, Is.LessThan(outcome.InitialFidelity));
    }

    [Test]
    public void A_phase_that_names_a_parameter_only_leaves_the_object_alone()
    {
        using var problem = new GainModel([0.2], FakePlan.Parameter("theta0")).CreateProblem();
        using var start = problem.CreateNominal();
        start["scene.x"].fill_(1);

        using var outcome = new JointOptimization(
            problem, [Phase(ParameterSolverKind.GaussNewton) with { Variables = ["scene.theta0"], InnerIterations = 1 }], new OptimizationOptions()).Run(start, default);

        Assert.That(Runner.Values(outcome, "scene.x"), Is.All.EqualTo(1.0));
        Assert.That(Theta(outcome, 1)[0], Is.Not.Zero);
    }

    [Test]
    public void Momentum_kept_over_moves_leads_to_the_profiled_optimum_too([Values(ParameterSolverKind.Secant, ParameterSolverKind.GaussNewton)] ParameterSolverKind solver)
    {
        var model = new GainModel([0.15, -0.1], FakePlan.Parameter("theta0"), FakePlan.Parameter("theta1", scale: 0.03));
        using var problem = model.CreateProblem();

        using var outcome = Runner.Run(problem, Phase(solver) with { MomentumReach = 1 });

        Assert.That(Theta(outcome, 2), Is.EqualTo(model.BestTheta()).Within(Tolerance));
    }

    [Test]
    public void Momentum_kept_over_small_moves_brings_the_object_further()
    {
        using var restarted = RunWithSmallMoves(0);
        using var kept = RunWithSmallMoves(1);

        Assert.That(kept.FinalFidelity, Is.LessThan(0.1 * restarted.FinalFidelity));
    }

    [Test]
    public void A_move_beyond_the_reach_restarts_the_object()
    {
        using var restarted = RunWithSmallMoves(0);
        using var beyond = RunWithSmallMoves(1e-9);

        Assert.That(Runner.Values(beyond, DiagonalModel.Key), Is.EqualTo(Runner.Values(restarted, DiagonalModel.Key)));
    }

    // The offset, held by its prior, moves by some 1e-4 of its scale while the object, of gains 0.3 to 1, is on its way.
    private static RunOutcome RunWithSmallMoves(double reach)
    {
        using var problem = DiagonalModel.CreateProblem(parameters: [FakePlan.Parameter("offset") with { Prior = new GaussianPrior(0.01) }]);
        return Runner.Run(problem, Phase(ParameterSolverKind.GaussNewton) with { Iterations = 15, InnerIterations = 2, Step = 1, Tolerance = 0, MomentumReach = reach });
    }

    private static double[] Theta(RunOutcome outcome, int count) => [.. GainModel.Keys(count).Select(key => Runner.Values(outcome, key)[0])];
}
