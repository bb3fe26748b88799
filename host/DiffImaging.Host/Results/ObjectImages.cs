using DiffImaging.Engine.Pipelines;
using DiffImaging.Optics.Objects;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Host.Results;

/// <summary>Amplitude and phase of an estimated object in managed memory, its global phase removed.</summary>
/// <param name="Variable">The object variable.</param>
/// <param name="Amplitude">|o|, row by row.</param>
/// <param name="Phase">Phase in rad, about that of the median of the object.</param>
/// <param name="Parts">Real and imaginary parts of o in turn.</param>
internal sealed record ObjectImages(ObjectVariable Variable, float[] Amplitude, float[] Phase, float[] Parts)
{
    public static ObjectImages From(Variable variable, JointPoint point)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var x = variable.Object!;
        var transmittance = Transmittance.Of(point[variable.Key], x.Parametrization).to(torch.ScalarType.ComplexFloat32).cpu();

        // An object in empty space is shown as it is; without a background its mean phase is arbitrary and taken off.
        var mean = transmittance.mean();
        var turned = x.Background > 0 ? transmittance : transmittance * (mean.conj() / mean.abs().clamp_min(1e-12));
        return new ObjectImages(x, Floats(turned.abs()), Floats(turned.angle()), Floats(torch.view_as_real(turned.contiguous())));
    }

    private static float[] Floats(torch.Tensor tensor) => tensor.to(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
}
