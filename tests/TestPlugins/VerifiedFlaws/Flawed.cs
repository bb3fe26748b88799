using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Doubles the field, as its factory does it.</summary>
public sealed class Flawed(Func<torch.Tensor, torch.Tensor> twice) : IForwardStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames) => input with { Values = twice(input.Tensor) };

    public void Dispose()
    {
    }
}
