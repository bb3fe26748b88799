using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Hides half of the field from autograd.</summary>
[ExportForwardStage("wrong-gradient", "Hides half of the field from autograd.")]
public sealed class WrongGradientFactory : FlawedFactory
{
    protected override torch.Tensor Double(torch.Tensor field)
    {
        using var scope = torch.NewDisposeScope();
        return (field + field.detach()).MoveToOuterDisposeScope();
    }
}
