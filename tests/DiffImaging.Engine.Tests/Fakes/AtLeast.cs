using DiffImaging.Sdk.Constraints;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>x ≥ a bound.</summary>
internal sealed class AtLeast(double bound) : IConstraint
{
    public torch.Tensor Project(torch.Tensor variable) => variable.clamp_min(bound);

    public void Dispose()
    {
    }
}
