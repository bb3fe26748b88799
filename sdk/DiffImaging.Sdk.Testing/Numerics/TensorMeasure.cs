using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Numbers that say how tensors compare. Complex tensors count as pairs of real numbers.</summary>
internal static class TensorMeasure
{
    /// <summary>Computes ⟨a, b⟩ = Re Σ conj(a)·b; sizes are broadcast.</summary>
    public static double Inner(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var product = a.conj() * b;
        return (product.is_complex() ? product.real : product).to(torch.ScalarType.Float64).sum().item<double>();
    }

    /// <summary>Computes √⟨a, a⟩.</summary>
    public static double Norm(torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        return a.abs().to(torch.ScalarType.Float64).square().sum().sqrt().item<double>();
    }

    /// <summary>Computes ‖a − b‖ / ‖b‖; 0 where both are zero, and ‖a‖ where b alone is.</summary>
    public static double RelativeError(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var (difference, reference) = (Norm(a - b), Norm(b));
        return reference > 0 ? difference / reference : difference;
    }

    /// <summary>Whether two tensors have the same sizes, type and numbers, bit for bit (NaN equals NaN).</summary>
    public static bool Same(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        return a.dtype == b.dtype && a.shape.SequenceEqual(b.shape) && torch.allclose(a, b, 0, 0, equal_nan: true);
    }

    /// <summary>Whether every number is finite.</summary>
    public static bool IsFinite(torch.Tensor a)
    {
        using var scope = torch.NewDisposeScope();
        return a.isfinite().all().item<bool>();
    }

    /// <summary>Words a shape.</summary>
    public static string Shape(IEnumerable<long> sizes) => $"[{string.Join(", ", sizes)}]";
}
