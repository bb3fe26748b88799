using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>The ability of a stage to give hand-written derivatives; asked for with <c>is</c>.</summary>
/// <remarks>A stage without it gets its gradient from autograd, and central differences where a directional derivative is needed.</remarks>
public interface ILinearizableStage : IForwardStage
{
    /// <summary>Evaluates the stage at one point and keeps what its derivatives need.</summary>
    /// <param name="input">The light that comes in; empty for a source. It must live as long as the linearisation.</param>
    /// <param name="values">Values of every variable of the stage; they must live as long as the linearisation.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>The linearisation; the caller disposes it.</returns>
    ILinearization Linearize(Signal input, VariableValues values, FrameRange frames);
}
