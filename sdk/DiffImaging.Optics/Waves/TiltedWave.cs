using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Waves;

/// <summary>A tilted plane wave.</summary>
public static class TiltedWave
{
    /// <summary>Computes the phase 2π (f_x x + f_y y) of a tilted plane wave.</summary>
    /// <remarks>A tilt by the angle α towards +x has f_x = n sin α / λ. Time convention exp(−iωt).</remarks>
    /// <param name="grid">Where.</param>
    /// <param name="frequencyX">f_x in cycles per metre, float64, scalar or broadcastable to <c>[..., 1, 1]</c>.</param>
    /// <param name="frequencyY">f_y in cycles per metre, likewise.</param>
    /// <returns>Phase in rad, float64, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Phase(SamplingGrid grid, torch.Tensor frequencyX, torch.Tensor frequencyY)
    {
        ArgumentNullException.ThrowIfNull(frequencyX);
        using var scope = torch.NewDisposeScope();
        var (x, y) = (Coordinates.X(grid, frequencyX.device), Coordinates.Y(grid, frequencyX.device));
        return (2 * Math.PI * (frequencyX * x + frequencyY * y)).MoveToOuterDisposeScope();
    }

    /// <summary>Spatial frequency of a wave tilted by an angle in its medium, n sin α / λ, in cycles per metre.</summary>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="angle">α in the medium, in rad.</param>
    public static double Frequency(Light light, double angle) => light.CutOff * Math.Sin(angle);
}
