using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The lengths of the rows of JᵀWJ within one parameter, in natural scales, found by a few random probes.</summary>
/// <remarks>√⟨(A z)²⟩ over random signs z is √(Σ_j A_ij²): never below |A_ii| on average, and never negative as z ∘ A z can be. It stands for the
/// diagonal of a parameter with so many elements that its matrix cannot be stored. Source of the probing: [bekas2007].</remarks>
internal static class ParameterCurvature
{
    private const int Probes = 4;

    /// <summary>Estimates the lengths.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="matrix">Its Gauss–Newton matrix at the point.</param>
    /// <param name="value">The parameter's value.</param>
    /// <param name="key">Its key.</param>
    /// <returns>float64, shape of the parameter, not negative; in the caller's dispose scope.</returns>
    public static torch.Tensor Estimate(JointProblem problem, GaussNewtonMatrix matrix, torch.Tensor value, string key)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var scale = problem.Parameter(key).Scale;
        using var generator = new torch.Generator((ulong)problem.Pipeline.Context.Seed, torch.CPU);
        var squares = torch.zeros_like(value);
        for (var probe = 0; probe < Probes; probe++)
        {
            var signs = torch.randint(0, 2, value.shape, torch.ScalarType.Int64, torch.CPU, generator: generator).to(value.dtype).mul_(2).sub_(1).to(value.device);
            using var tangent = new JointPoint();
            tangent[key] = signs.mul(scale);
            using var product = matrix.Multiply(tangent, new HashSet<string> { key });
            squares.add_(product[key].square());
        }

        return (squares.div_(Probes).sqrt_() * scale).MoveToOuterDisposeScope();
    }
}
