using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>m = x + 1.01, x ≥ −1, with the likelihood m − y ln m of photons: at the start, x = 0, all is bright and the curvature 1, at the optimum 1/y.</summary>
internal static class PhotonModel
{
    public const string Key = "scene.x";
    public const double Offset = 1.01;

    public static readonly double[] Measured = [0.02, 0.05, 0.3, 1.5];

    /// <param name="isAlternated">Whether there is a parameter, on which nothing depends.</param>
    public static JointProblem CreateProblem(bool isAlternated = false)
    {
        var source = FakePlan.Source(1, Measured.Length);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], isAlternated ? [FakePlan.Parameter("idle")] : [],
            (_, values, _) => (isAlternated ? values["x"] + Offset + 0 * values["idle"] : values["x"] + Offset).reshape(1, 1, 1, -1));
        return new JointProblem(
            new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new Likelihood()), torch.tensor(Measured).reshape(1, 1, 1, -1), null, [], [new("positive", Key, new AtLeast(-1))]);
    }

    // Beyond the constraint, where momentum may lead, it is a number too.
    private sealed class Likelihood : ICurvedFidelity
    {
        private const double Least = 1e-3;

        public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
            (predicted - measured * predicted.clamp(min: Least).log()).sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();

        public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) => predicted.clamp(min: Least).reciprocal();

        public void Dispose()
        {
        }
    }
}
