using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>½ Σ |x|², differentiable at 0 also of complex numbers.</summary>
internal static class HalfSquare
{
    /// <summary>Computes the sum in operations that autograd can record.</summary>
    /// <returns>float64 scalar, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor numbers)
    {
        using var scope = torch.NewDisposeScope();
        var parts = numbers.is_complex() ? torch.view_as_real(numbers.resolve_conj()) : numbers;
        return (0.5 * parts.square().sum(torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }
}
