using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Faulty;

/// <summary>Lets the light pass; its hand-written derivatives are those of twice as much light.</summary>
public sealed class WrongGradient : IForwardStage, ILinearizableStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input with { Values = input.Tensor.alias() };
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new Twice(input);
    }

    public void Dispose()
    {
    }

    private sealed class Twice(Signal input) : ILinearization
    {
        public Signal Output { get; } = input with { Values = input.Tensor.alias().DetachFromDisposeScope() };

        public Signal Jvp(Signal inputTangent, VariableValues tangent) => inputTangent.Values is { } values ? inputTangent with { Values = 2 * values } : inputTangent;

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request) => (cotangent with { Values = 2 * cotangent.Tensor }, new VariableValues());

        public void Dispose() => Output.Tensor.Dispose();
    }
}
