using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A stage that is one function; it has no derivatives of its own.</summary>
internal sealed class FunctionStage(SignalDescription output, Func<Signal, VariableValues, FrameRange, torch.Tensor> function) : IForwardStage
{
    public bool IsDisposed { get; private set; }

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return new Signal(function(input, values, frames).MoveToOuterDisposeScope(), output);
    }

    public void Dispose() => IsDisposed = true;
}
