using TorchSharp;

namespace DiffImaging.Optics.Waves;

/// <summary>exp(iφ) as complex(cos φ, sin φ): the complex exponential is ten times slower.</summary>
public static class Phasor
{
    /// <summary>Computes exp(iφ).</summary>
    /// <param name="phase">φ in rad, real, any shape. Large phases want float64.</param>
    /// <param name="precision">Real scalar type of the result's parts; null for that of the phase.</param>
    /// <returns>Complex, same shape, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor phase, torch.ScalarType? precision = null)
    {
        using var scope = torch.NewDisposeScope();
        var type = precision ?? phase.dtype;
        return torch.complex(phase.cos().to(type), phase.sin().to(type)).MoveToOuterDisposeScope();
    }
}
