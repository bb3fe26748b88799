using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>One part of the forward model: a differentiable function of the light that comes in and of the stage's own variables.</summary>
/// <remarks>A stage keeps no state between calls other than constants made at creation; it never changes or disposes an
/// input, and returns a fresh tensor or an alias. Disposing a stage disposes its constants.</remarks>
public interface IForwardStage : IDisposable
{
    /// <summary>Computes the output for some frames in operations that autograd can record.</summary>
    /// <param name="input">The light that comes in; empty for a source.</param>
    /// <param name="values">Values of every variable that the stage's plan declares.</param>
    /// <param name="frames">The frames wanted. A per-frame variable holds all frames; the stage takes its part.</param>
    /// <returns>The output; its tensor lives in the caller's dispose scope.</returns>
    Signal Forward(Signal input, VariableValues values, FrameRange frames);
}
