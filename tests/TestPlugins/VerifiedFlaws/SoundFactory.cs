using DiffImaging.Sdk.Composition;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Doubles the field as it should.</summary>
[ExportForwardStage("sound", "Doubles the field as it should.")]
public sealed class SoundFactory : FlawedFactory
{
    protected override torch.Tensor Double(torch.Tensor field) => field * 2;
}
