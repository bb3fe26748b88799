using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;
using Wave = DiffImaging.Optics.Waves.SphericalWave;

namespace DiffImaging.Plugins.Holography.Stages.PointSource;

/// <summary>A spherical wave a (R/√(R²+r²)) exp(iφ), see <see cref="Wave"/>; its derivatives are autograd's.</summary>
/// <remarks>Complex, <c>[1, 1, rows, columns]</c>.</remarks>
internal sealed class SphericalIllumination(SignalDescription output, StageContext context) : IForwardStage
{
    public const string RadiusName = "radius";
    public const string AmplitudeName = "amplitude";

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var radius = values[RadiusName];
        var phasor = Phasor.Of(Wave.Phase(output.Grid, Light.Of(output), radius));
        var wave = values[AmplitudeName] * Wave.Amplitude(output.Grid, radius) * phasor;
        return new Signal(wave.to(context.ComplexType).unsqueeze(0).unsqueeze(0).MoveToOuterDisposeScope(), output);
    }

    public void Dispose()
    {
    }
}
