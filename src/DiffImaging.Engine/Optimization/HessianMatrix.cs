using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The second derivatives of the fidelity at one point, as a product with vectors: (∇L(p + ε v) − ∇L(p)) / ε.</summary>
/// <remarks>Beside JᵀWJ it holds the curvature of the model itself, weighed with the residual. Noise makes that part large where the measurement says little
/// otherwise, and it may make the matrix indefinite. ε moves the object by a small share of its size at most, and no parameter by more than a hundred times that share of
/// its natural scale: far enough to stand clear of rounding. Source: [nocedal2006], section 8.1.</remarks>
internal sealed class HessianMatrix : IJointMatrix, IDisposable
{
    // Between rounding and the third derivatives.
    private const double SingleReach = 1e-3;
    private const double DoubleReach = 1e-6;
    private const double ScalesPerSize = 100;

    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly JointPoint _gradient;
    private readonly HashSet<string> _parameters;
    private readonly double _reach;

    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; they must not change as long as the matrix is used.</param>
    /// <param name="gradient">Gradient of fidelity and priors there; copied.</param>
    public HessianMatrix(JointProblem problem, JointPoint point, JointPoint gradient)
    {
        (_problem, _point, _gradient) = (problem, point, gradient.Clone());
        _reach = problem.Pipeline.Context.Precision == Precision.Double ? DoubleReach : SingleReach;
        _parameters = [.. problem.Variables.Where(variable => variable.Parameter is not null).Select(variable => variable.Key)];
        RemovePriors(_gradient, point);
    }

    /// <inheritdoc />
    public JointPoint Multiply(JointPoint tangent, IReadOnlySet<string> wanted)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var size = tangent.Keys.Max(key => Size(key, tangent[key]));
        if (size == 0)
        {
            // A number that a gauge fixes whole does not move.
            return Zeros(wanted);
        }

        var step = _reach / size;
        using var moved = _point.Clone();
        foreach (var key in tangent.Keys)
        {
            moved[key].add_(tangent[key], alpha: step);
        }

        using var value = _problem.Evaluate(moved, wanted);
        var product = value.Gradient.Clone();
        RemovePriors(product, moved);
        foreach (var key in product.Keys)
        {
            product[key].sub_(_gradient[key]).div_(step);
        }

        return product;
    }

    /// <inheritdoc />
    public void Dispose() => _gradient.Dispose();

    private JointPoint Zeros(IReadOnlySet<string> wanted)
    {
        var zeros = new JointPoint();
        foreach (var key in wanted)
        {
            zeros[key] = torch.zeros_like(_point[key]);
        }

        return zeros;
    }

    // Of an object the share of its own size, of a parameter that of a hundred scales.
    private double Size(string key, torch.Tensor tangent)
    {
        if (_parameters.Contains(key))
        {
            return tangent.abs().max().to(torch.ScalarType.Float64).item<double>() / (ScalesPerSize * _problem.Parameter(key).Scale);
        }

        var own = Norm(_point[key]);
        return Norm(tangent) / (own > 0 ? own : Math.Sqrt(tangent.numel()));
    }

    private static double Norm(torch.Tensor value) => value.abs().square().sum(torch.ScalarType.Float64).sqrt().item<double>();

    // The priors' curvature is known, and counted elsewhere.
    private void RemovePriors(JointPoint gradient, JointPoint point)
    {
        using var priors = ParameterPrior.Gradient(point, _problem.Variables, [.. gradient.Keys.Where(_parameters.Contains)]);
        JointSpace.Add(gradient, priors, -1);
    }
}
