using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>½ ‖x‖², without a proximal operator.</summary>
internal sealed class Ridge : IRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var real = variable.is_complex() ? torch.view_as_real(variable) : variable;
        return (0.5 * real.square().sum(torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}
