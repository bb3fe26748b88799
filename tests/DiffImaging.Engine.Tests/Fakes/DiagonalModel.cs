using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>m = d x, pixel by pixel: every minimum is a formula.</summary>
internal static class DiagonalModel
{
    public static readonly double[] Gains = [1.0, 0.5, 0.8, 0.3, 1.0, 0.6];
    public static readonly double[] Measured = [1.0, -0.7, 0.05, 2.0, -0.1, 0.4];

    public const string Key = "scene.x";

    /// <summary>Minimum of ½ ‖d x − y‖² + β ‖x‖₁.</summary>
    public static double[] Lasso(double weight) =>
        [.. Gains.Zip(Measured, (d, y) => Math.Sign(y) * Math.Max(Math.Abs(d * y) - weight, 0) / (d * d))];

    public static JointProblem CreateProblem(
        IReadOnlyList<RegularizerTerm>? regularizers = null,
        IReadOnlyList<ConstraintTerm>? constraints = null,
        Func<torch.Tensor, torch.Tensor>? spoil = null,
        double[]? measured = null,
        IReadOnlyList<UncertaintyParameter>? parameters = null)
    {
        var source = FakePlan.Source(2, 3);
        var gains = torch.tensor(Gains).reshape(2, 3).DetachFromDisposeScope();
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], parameters ?? [], (_, values, _) =>
        {
            var offset = values.Find("offset") is { } theta ? theta.reshape([]) : torch.zeros([], torch.ScalarType.Float64);
            var model = gains * values["x"] + offset;
            return (spoil is null ? model : spoil(model)).reshape(1, 1, 2, 3);
        });
        return Problem(plan, torch.tensor(measured ?? Measured).reshape(1, 1, 2, 3), regularizers, constraints);
    }

    /// <summary>m = |x|² of a complex variable, in two frames: |x|² and |x + i|².</summary>
    public static JointProblem CreateComplexProblem(torch.Tensor truth)
    {
        var source = FakePlan.Source(2, 3, 2);
        var x = new ObjectVariable("x", source.Grid, ObjectParametrization.Complex);
        var shift = torch.complex(torch.tensor(new double[] { 0, 0.5 }), torch.tensor(new double[] { 0, 1 })).reshape(2, 1, 1, 1).DetachFromDisposeScope();
        var plan = FakePlan.Single(source, [x], [], (_, values, frames) => Intensity(values["x"], shift, frames.Start, frames.Count));
        return Problem(plan, Intensity(truth, shift, 0, 2), null, null);
    }

    private static torch.Tensor Intensity(torch.Tensor x, torch.Tensor shift, long start, long count)
    {
        var field = x.reshape(1, 1, 2, 3) + shift.narrow(0, start, count);
        return field.real.square() + field.imag.square();
    }

    private static JointProblem Problem(
        PipelinePlan plan, torch.Tensor measured, IReadOnlyList<RegularizerTerm>? regularizers, IReadOnlyList<ConstraintTerm>? constraints) =>
        new(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), measured, null, regularizers ?? [], constraints ?? []);
}
