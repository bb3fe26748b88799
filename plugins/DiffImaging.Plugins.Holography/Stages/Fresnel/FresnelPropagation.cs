using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;
using Propagator = DiffImaging.Optics.Propagation.Fresnel;

namespace DiffImaging.Plugins.Holography.Stages.Fresnel;

/// <summary>Propagates a field by the paraxial transfer function, see <see cref="Propagator"/>; its derivatives are autograd's.</summary>
internal sealed class FresnelPropagation(SignalDescription output, StageContext context) : IForwardStage
{
    public const string DistanceName = "distance";

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var field = input.Tensor.expand([.. input.Tensor.shape[..^2], output.Grid.Rows, output.Grid.Columns]);
        var transfer = Propagator.TransferFunction(output.Grid, Light.Of(output), values[DistanceName], context.RealType);
        return new Signal(Propagator.Propagate(field, transfer).MoveToOuterDisposeScope(), output);
    }

    public void Dispose()
    {
    }
}
