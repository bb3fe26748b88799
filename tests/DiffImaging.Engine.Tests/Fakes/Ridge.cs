using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>½ Σ w |x|², without a proximal operator.</summary>
/// <param name="weight">w; null for 1.</param>
internal sealed class Ridge(torch.Tensor? weight = null) : IRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var real = variable.is_complex() ? torch.view_as_real(variable) : variable;
        real = weight is null ? real : real * weight.sqrt();
        return (0.5 * real.square().sum(torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}
