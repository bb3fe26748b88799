using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Products with the Gauss–Newton matrix JᵀWJ, W the expected curvature of the fidelity.</summary>
internal static class Curvature
{
    // A random start is within a few per cent of the largest eigenvalue after so many products; the margin covers the rest.
    private const int PowerIterations = 15;
    private const double Margin = 1.05;

    /// <summary>Estimates the largest eigenvalue over one object variable by power iteration.</summary>
    /// <exception cref="InvalidOperationException">The fidelity term has no curvature.</exception>
    public static double Largest(JointProblem problem, JointPoint point, string key, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var model = problem.Pipeline.Linearize(point, frames);
        var weight = Weight(problem, model, frames);
        var generator = new torch.Generator((ulong)problem.Pipeline.Context.Seed, torch.CPU);
        var value = point[key];
        var direction = torch.randn(value.shape, value.is_complex() ? torch.ScalarType.ComplexFloat32 : torch.ScalarType.Float32, torch.CPU, generator: generator)
            .to(value.dtype).to(value.device);
        var largest = 0.0;
        for (var iteration = 0; iteration < PowerIterations; iteration++)
        {
            using var inner = torch.NewDisposeScope();
            using var tangent = new JointPoint();
            tangent[key] = direction / Norm(direction);
            if (model.Jvp(tangent) is not { } moved)
            {
                return 0;
            }

            using var product = model.Vjp(moved * weight, new HashSet<string> { key });
            direction = product[key].clone().MoveToOuterDisposeScope();
            largest = Norm(direction);
        }

        return largest * Margin;
    }

    /// <summary>The expected curvature at the model's prediction.</summary>
    /// <exception cref="InvalidOperationException">The fidelity term has no curvature.</exception>
    public static torch.Tensor Weight(JointProblem problem, PipelineLinearization model, FrameRange frames) =>
        problem.Fidelity is ICurvedFidelity curved
            ? curved.Curvature(model.Prediction, problem.Measured(frames), problem.Weight(frames))
            : throw new InvalidOperationException("The fidelity term gives no curvature; give fista a step, or take adam.");

    private static double Norm(torch.Tensor tensor) => torch.linalg.vector_norm(tensor).to(torch.ScalarType.Float64).item<double>();
}
