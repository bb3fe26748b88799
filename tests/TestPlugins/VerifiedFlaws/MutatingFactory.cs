using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Doubles its input in place.</summary>
[ExportForwardStage("mutating", "Doubles its input in place.")]
public sealed class MutatingFactory : FlawedFactory
{
    protected override torch.Tensor Double(torch.Tensor field)
    {
        using var quiet = torch.no_grad();
        field.mul_(2);
        return field.alias();
    }
}
