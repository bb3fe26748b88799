using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>How strongly the fidelity is curved along one object variable.</summary>
internal static class Curvature
{
    // A random start is within a few per cent of the largest eigenvalue after so many products; the margin covers the rest.
    private const int PowerIterations = 15;
    private const double Margin = 1.05;

    /// <summary>Estimates the largest eigenvalue of the Gauss–Newton matrix by power iteration.</summary>
    /// <exception cref="InvalidOperationException">The fidelity term has no curvature.</exception>
    public static double Largest(JointProblem problem, JointPoint point, string key)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var matrix = new GaussNewtonMatrix(problem, point);
        using var generator = new torch.Generator((ulong)problem.Pipeline.Context.Seed, torch.CPU);
        var value = point[key];
        var direction = torch.randn(value.shape, value.is_complex() ? torch.ScalarType.ComplexFloat32 : torch.ScalarType.Float32, torch.CPU, generator: generator)
            .to(value.dtype).to(value.device);
        var largest = 0.0;
        for (var iteration = 0; iteration < PowerIterations && (iteration == 0 || largest > 0); iteration++)
        {
            using var inner = torch.NewDisposeScope();
            using var tangent = new JointPoint();
            tangent[key] = direction / Norm(direction);
            using var product = matrix.Multiply(tangent, new HashSet<string> { key });
            direction = product[key].clone().MoveToOuterDisposeScope();
            largest = Norm(direction);
        }

        return largest * Margin;
    }

    private static double Norm(torch.Tensor tensor) => torch.linalg.vector_norm(tensor).to(torch.ScalarType.Float64).item<double>();
}
