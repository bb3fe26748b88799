using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>No iteration leaves a tensor behind.</summary>
/// <remarks>The count is of the process; a finalizer may lower it at any time, so only growth is a leak.</remarks>
[TestFixture]
[NonParallelizable]
public sealed class TensorLeakTests
{
    private static IEnumerable<TestCaseData> Phases()
    {
        yield return new TestCaseData(new PhaseOptions { Name = "adam", Solver = SolverKind.Adam, Iterations = 70, Batch = 3 }) { TestName = "{m}(adam)" };
        yield return new TestCaseData(new PhaseOptions { Name = "sgd", Solver = SolverKind.Sgd, Iterations = 70, Batch = 3 }) { TestName = "{m}(sgd)" };
        yield return new TestCaseData(new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 70 }) { TestName = "{m}(fista)" };
        yield return new TestCaseData(new PhaseOptions { Name = "both", Solver = SolverKind.GaussNewton, Iterations = 70, Tolerance = 0, MaximumStep = 1e-3, Without = ["sparsity"] }) { TestName = "{m}(gauss-newton)" };
        yield return new TestCaseData(new PhaseOptions { Name = "split", Solver = SolverKind.Admm, Iterations = 70, Tolerance = 0, MaximumStep = 1e-3 }) { TestName = "{m}(admm)" };
        yield return new TestCaseData(new PhaseOptions { Name = "quasi", Solver = SolverKind.Lbfgs, Iterations = 70, Tolerance = 0, Memory = 4, MaximumStep = 1e-4, Without = ["sparsity"] }) { TestName = "{m}(lbfgs)" };
        yield return new TestCaseData(new PhaseOptions
        {
            Name = "exact", Solver = SolverKind.Newton, Iterations = 70, Tolerance = 0, MaximumStep = 1e-3, Without = ["sparsity"], PosteriorSamples = 1,
        }) { TestName = "{m}(newton, posterior samples)" };
        yield return new TestCaseData(new PhaseOptions
        {
            Name = "kept", Solver = SolverKind.Alternating, ParameterSolver = ParameterSolverKind.GaussNewton, InnerIterations = 2, Iterations = 35, Tolerance = 0, MomentumReach = 1,
        }) { TestName = "{m}(alternating, momentum kept)" };
        yield return new TestCaseData(new PhaseOptions
        {
            Name = "sampled", Solver = SolverKind.Alternating, ParameterSolver = ParameterSolverKind.GaussNewton, InnerIterations = 2, Iterations = 35, Tolerance = 0, PosteriorSamples = 1,
        }) { TestName = "{m}(alternating, posterior samples)" };
        foreach (var solver in Enum.GetValues<ParameterSolverKind>())
        {
            yield return new TestCaseData(new PhaseOptions
            {
                Name = "joint", Solver = SolverKind.Alternating, ParameterSolver = solver, InnerIterations = 2, Iterations = 35, Tolerance = 0, ResetObject = true,
            }) { TestName = $"{{m}}(alternating, {solver})" };
        }
    }

    [TestCaseSource(nameof(Phases))]
    public void The_number_of_tensors_is_the_same_after_fifty_more_iterations(PhaseOptions phase)
    {
        using var problem = CreateProblem();
        var counts = new List<long>();

        using var outcome = Runner.Run(problem, new OptimizationOptions { Progress = _ => counts.Add(torch.Tensor.TotalCount) }, default, phase);

        Assert.That(counts[69], Is.LessThanOrEqualTo(counts[19]));
    }

    [TestCaseSource(nameof(Phases))]
    public void A_run_leaves_nothing_but_its_outcome(PhaseOptions phase)
    {
        using var problem = CreateProblem();
        Runner.Run(problem, phase with { Iterations = 2 }).Dispose();
        var before = torch.Tensor.TotalCount;

        Runner.Run(problem, phase).Dispose();

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    private static JointProblem CreateProblem() =>
        new GainModel([0.15, -0.1], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(1), Bounds = new ParameterBounds(-1, 1) }, FakePlan.Parameter("theta1"))
            .CreateProblem(
                [
                    new("sparsity", "scene.x", new WeightOptions { Start = 1e-3 }, new AbsoluteSum()),
                    new("ridge", "scene.x", new WeightOptions { Start = 1e-3 }, new Ridge()),
                ],
                [new("positive", "scene.x", new AtLeast(0))]);
}
