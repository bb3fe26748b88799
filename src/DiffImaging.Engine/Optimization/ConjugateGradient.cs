using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Preconditioned conjugate gradients for A v = b over (x, θ), A positive definite and known by its products.</summary>
/// <remarks>Source: [hestenes1952].</remarks>
internal static class ConjugateGradient
{
    /// <summary>Runs from v = 0.</summary>
    /// <param name="multiply">Returns A v; the result is disposed here.</param>
    /// <param name="precondition">Returns M⁻¹ r; the result is disposed here.</param>
    /// <param name="right">b.</param>
    /// <param name="iterations">Most iterations; each is one product.</param>
    /// <param name="tolerance">It ends early when √⟨r, M⁻¹r⟩ has fallen to this share of its first value.</param>
    /// <param name="isIndefinite">Whether a direction of no or negative curvature ended it.</param>
    /// <returns>v; the caller disposes it.</returns>
    public static JointPoint Solve(
        Func<JointPoint, JointPoint> multiply, Func<JointPoint, JointPoint> precondition, JointPoint right, int iterations, double tolerance, out bool isIndefinite)
    {
        using var quiet = torch.no_grad();
        isIndefinite = false;
        var solution = right.Clone();
        JointSpace.Scale(solution, 0);
        using var residual = right.Clone();
        using var direction = precondition(residual);
        var size = JointSpace.Dot(residual, direction);
        var goal = size * tolerance * tolerance;
        for (var iteration = 0; iteration < iterations && size > goal && size > 0; iteration++)
        {
            using var product = multiply(direction);
            var curvature = JointSpace.Dot(direction, product);

            // Rounding in single precision, or a term that is not convex: what is reached so far is still downhill.
            if (!(curvature > 0))
            {
                isIndefinite = true;
                break;
            }

            var step = size / curvature;
            JointSpace.Add(solution, direction, step);
            JointSpace.Add(residual, product, -step);
            using var next = precondition(residual);
            var smaller = JointSpace.Dot(residual, next);
            JointSpace.Scale(direction, smaller / size);
            JointSpace.Add(direction, next, 1);
            size = smaller;
        }

        return solution;
    }
}
