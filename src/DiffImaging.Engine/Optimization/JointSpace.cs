using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Vector operations on points of (x, θ), with the inner product Re Σ conj(u)·v over all variables.</summary>
internal static class JointSpace
{
    /// <summary>Computes ⟨u, v⟩ in float64.</summary>
    public static double Dot(JointPoint left, JointPoint right)
    {
        using var scope = torch.NewDisposeScope();
        return left.Keys.Sum(key => (Real(left[key]) * Real(right[key])).sum(torch.ScalarType.Float64).item<double>());
    }

    /// <summary>Adds a multiple of a vector, in place.</summary>
    public static void Add(JointPoint sum, JointPoint term, double factor)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var key in term.Keys)
        {
            sum[key].add_(term[key], alpha: factor);
        }
    }

    /// <summary>Multiplies a vector, in place.</summary>
    public static void Scale(JointPoint vector, double factor)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var key in vector.Keys)
        {
            vector[key].mul_(factor);
        }
    }

    private static torch.Tensor Real(torch.Tensor tensor) => tensor.is_complex() ? torch.view_as_real(tensor) : tensor;
}
