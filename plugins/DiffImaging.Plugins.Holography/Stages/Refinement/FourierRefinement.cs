using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.Refinement;

/// <summary>Refines a field by zero-padding its spectrum: see <see cref="FourierInterpolation"/>. Linear in the field.</summary>
internal sealed class FourierRefinement(int factor, SignalDescription output) : ILinearizableStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return new Signal(FourierInterpolation.Refine(Fill(input.Tensor), factor).MoveToOuterDisposeScope(), output);
    }

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

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            using var scope = torch.NewDisposeScope();
            var light = request.Input
                ? Broadcasting.SumTo(FourierInterpolation.RefineAdjoint(cotangent.Tensor, _stage.Factor), _input.Tensor.shape).MoveToOuterDisposeScope()
                : null;
            return (new Signal(light, _input.Description), VariableValues.Empty);
        }

        public void Dispose() => Output.Tensor.Dispose();
    }

    private int Factor => factor;

    // A uniform wave as a whole field.
    private torch.Tensor Fill(torch.Tensor field) =>
        field.expand([.. field.shape[..^2], output.Grid.Rows / factor, output.Grid.Columns / factor]);
}
