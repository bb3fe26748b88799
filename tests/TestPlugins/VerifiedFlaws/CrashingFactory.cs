using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Overflows the stack.</summary>
[ExportForwardStage("crashing", "Overflows the stack.")]
public sealed class CrashingFactory : FlawedFactory
{
    protected override torch.Tensor Double(torch.Tensor field) => Double(field + 1).alias();
}
