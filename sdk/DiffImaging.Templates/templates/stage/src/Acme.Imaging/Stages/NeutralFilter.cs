using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.Imaging.Stages;

/// <summary>A neutral-density filter: I ↦ 10⁻ᴰ I, u ↦ 10^(−D/2) u.</summary>
/// <remarks>It absorbs alike everywhere and delays nothing. Field or intensity <c>[frames, modes, rows, columns]</c>; its derivatives are autograd's.</remarks>
internal sealed class NeutralFilter(SignalDescription output) : IForwardStage
{
    public const string Density = "density";

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var share = output.Domain == SignalDomain.Field ? 0.5 : 1;
        var transmittance = (-share * Math.Log(10) * values[Density]).exp();
        return new Signal((input.Tensor * transmittance.to(input.Tensor.dtype)).MoveToOuterDisposeScope(), output);
    }

    public void Dispose()
    {
    }
}
