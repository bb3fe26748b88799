using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests;

/// <summary>Numbers about tensors.</summary>
internal static class Measure
{
    /// <summary>‖found − expected‖ / ‖expected‖, in double precision.</summary>
    public static double RelativeError(torch.Tensor found, torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        var type = expected.is_complex() ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.Float64;
        var (left, right) = (found.to(type), expected.to(type));
        return (torch.linalg.vector_norm(left - right) / torch.linalg.vector_norm(right)).to(torch.ScalarType.Float64).item<double>();
    }
}
