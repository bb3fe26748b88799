using DiffImaging.Sdk.Constraints;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>x ≥ 0.</summary>
internal sealed class NonNegative : IConstraint
{
    public torch.Tensor Project(torch.Tensor variable) => variable.clamp_min(0);

    public void Dispose()
    {
    }
}
