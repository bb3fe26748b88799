using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>Runs a schedule from the nominal point.</summary>
internal static class Runner
{
    public static RunOutcome Run(JointProblem problem, params PhaseOptions[] schedule) => Run(problem, new OptimizationOptions(), default, schedule);

    public static RunOutcome Run(JointProblem problem, OptimizationOptions options, CancellationToken cancellation, params PhaseOptions[] schedule)
    {
        using var start = problem.CreateNominal();
        return new JointOptimization(problem, schedule, options).Run(start, cancellation);
    }

    public static RegularizerTerm Lasso(double weight) =>
        new("sparsity", DiagonalModel.Key, new WeightOptions { Start = weight }, new AbsoluteSum());

    public static double[] Values(RunOutcome outcome, string key)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var value = outcome.Point[key].reshape(-1);
        return (value.is_complex() ? TorchSharp.torch.view_as_real(value).reshape(-1) : value).data<double>().ToArray();
    }
}
