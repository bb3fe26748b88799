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

    public static JointProblem CreateProblem()
    {
        var source = FakePlan.Source(1, Measured.Length);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, _) => (values["x"] + Offset).reshape(1, 1, 1, -1));
        return new JointProblem(
            new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new Likelihood()), torch.tensor(Measured).reshape(1, 1, 1, -1), null, [], [new("positive", Key, new AtLeast(-1))]);
    }

    private sealed class Likelihood : ICurvedFidelity
    {
        public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) =>
            (predicted - measured * predicted.log()).sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();

        public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) => predicted.reciprocal();

        public void Dispose()
        {
        }
    }
}
