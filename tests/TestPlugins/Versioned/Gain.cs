using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace TestPlugins.Versioned;

/// <summary>Multiplies the light by the number of the build, by an operation of its own in autograd.</summary>
public sealed class Gain : IForwardStage
{
    private readonly torch.Tensor _gain = torch.tensor((double)Build.Number).DetachFromDisposeScope();

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(input);
        Console.WriteLine($"build {Build.Number} at work");
        return input with { Values = Product.apply(input.Tensor, _gain) };
    }

    public void Dispose() => _gain.Dispose();
}
