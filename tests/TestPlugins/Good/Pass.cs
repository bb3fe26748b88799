using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Good;

/// <summary>Lets the light pass as it is.</summary>
public sealed class Pass : IForwardStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames) => input with { Values = input.Tensor.alias() };

    public void Dispose()
    {
    }
}
