using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>(ρ/2) Σ_i ‖x − t_i‖², which draws an object to several targets: the quadratic part of an augmented Lagrangian.</summary>
/// <remarks>Up to a constant it is (ρn/2) ‖x − t̄‖², t̄ the mean of n targets; the value here is without the constant.</remarks>
internal sealed class ConsensusPenalty(torch.Tensor mean, int targets) : IRegularizer
{
    /// <summary>t̄, shape and dtype of the object variable; to be written to.</summary>
    public torch.Tensor Mean { get; } = mean.clone().DetachFromDisposeScope();

    /// <summary>ρ.</summary>
    public double Penalty { get; set; }

    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var difference = variable - Mean;
        var real = difference.is_complex() ? torch.view_as_real(difference) : difference;
        return (real.square().sum(torch.ScalarType.Float64) * (0.5 * Penalty * targets)).MoveToOuterDisposeScope();
    }

    public void Dispose() => Mean.Dispose();
}
