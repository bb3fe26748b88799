using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Computes for ever.</summary>
[ExportForwardStage("never-ending", "Computes for ever.")]
public sealed class NeverEndingFactory : FlawedFactory
{
    protected override torch.Tensor Double(torch.Tensor field)
    {
        using var never = new SemaphoreSlim(0);
        never.Wait();
        return field * 2;
    }
}
