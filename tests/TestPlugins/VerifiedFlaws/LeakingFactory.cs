using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Keeps a tensor at every call.</summary>
[ExportForwardStage("leaking", "Keeps a tensor at every call.")]
public sealed class LeakingFactory : FlawedFactory
{
    private static readonly List<torch.Tensor> Kept = [];

    protected override torch.Tensor Double(torch.Tensor field)
    {
        Kept.Add(field.clone().DetachFromDisposeScope());
        return field * 2;
    }
}
