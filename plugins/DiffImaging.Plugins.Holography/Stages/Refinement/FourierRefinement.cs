using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.Refinement;

/// <summary>Refines a field by zero-padding its spectrum: see <see cref="FourierInterpolation"/>. Linear in the field.</summary>
internal sealed class FourierRefinement(int factor, SignalDescription output) : ILinearizableStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames) =>
        new(FourierInterpolation.Refine(input.Tensor, factor), output);

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new Linearization(this, input, values, frames);

    public void Dispose()
    {
    }

    private sealed class Linearization : ILinearization
    {
        private readonly FourierRefinement _stage;
        private readonly Signal _input;

        public Linearization(FourierRefinement stage, Signal input, VariableValues values, FrameRange frames)
        {
            (_stage, _input) = (stage, input);
            Output = stage.Forward(input, values, frames);
            Output.Tensor.DetachFromDisposeScope();
        }

        public Signal Output { get; }

        public Signal Jvp(Signal inputTangent, VariableValues tangent) =>
            inputTangent.Values is null ? new Signal(null, Output.Description) : _stage.Forward(inputTangent, tangent, default);

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request) =>
            (new Signal(request.Input ? FourierInterpolation.RefineAdjoint(cotangent.Tensor, _stage.Factor) : null, _input.Description), VariableValues.Empty);

        public void Dispose() => Output.Tensor.Dispose();
    }

    private int Factor => factor;
}
