using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The damped Gauss–Newton system of object and parameters together, at one point; parameters in natural scales.</summary>
/// <remarks>A = JᵀWJ + Σ β ∇²R + P + μ M, P the priors' precisions, M the largest curvature of each object variable and the diagonal of
/// each parameter. The preconditioner is diagonal in the Fourier domain for an object (<see cref="ObjectCurvature"/>) and exact among
/// the parameters at a fixed object (<see cref="ParameterGram"/>).</remarks>
internal sealed class JointSystem : IDisposable
{
    // Frequencies that the measurement says next to nothing of are not stepped along further than this allows.
    private const double LeastCurvature = 1e-2;

    private readonly JointPoint _point;
    private readonly JointSystemTerms _terms;
    private readonly GaussNewtonMatrix _matrix;
    private readonly HashSet<string> _keys;
    private readonly double[,] _gram;
    private readonly Dictionary<string, (torch.Tensor Density, double Largest)> _curvatures = [];
    private DampedSystem? _factor;
    private double _damping;

    public JointSystem(JointProblem problem, JointPoint point, JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> densities)
    {
        (_point, _terms) = (point, terms);
        _keys = [.. terms.Objects, .. terms.Parameters.Keys];
        _matrix = new GaussNewtonMatrix(problem, point);
        _gram = ParameterGram.Of(_matrix, terms.Parameters, point);
        terms.Parameters.AddPriors(_gram, terms.PriorFactor);
        using var scope = torch.NewDisposeScope();
        foreach (var key in terms.Objects)
        {
            var density = densities.TryGetValue(key, out var known) ? known.alias() : ObjectCurvature.Estimate(problem, _matrix, point[key], key);
            var largest = density.max().to(torch.ScalarType.Float64).item<double>();
            _curvatures[key] = (density.DetachFromDisposeScope(), Math.Max(largest, double.Epsilon));
        }
    }

    /// <summary>The curvature of each object variable, FFT order; owned by the system.</summary>
    public IEnumerable<(string Key, torch.Tensor Density)> Densities => _curvatures.Select(pair => (pair.Key, pair.Value.Density));

    /// <summary>Solves A v = −g approximately by preconditioned conjugate gradients.</summary>
    /// <param name="gradient">g, parameters in natural scales.</param>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements of the parameters that do not move.</param>
    /// <param name="iterations">Most products with A.</param>
    /// <returns>v, parameters in natural scales; the caller disposes it.</returns>
    public JointPoint Solve(JointPoint gradient, double damping, bool[] held, int iterations)
    {
        _damping = damping;
        _factor = new DampedSystem(_gram, damping, held);
        using var right = gradient.Clone();
        JointSpace.Scale(right, -1);
        Hold(right, held);
        return ConjugateGradient.Solve(direction => Multiply(direction, held), Precondition, right, iterations, _terms.Tolerance);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _matrix.Dispose();
        foreach (var (density, _) in _curvatures.Values)
        {
            density.Dispose();
        }
    }

    private JointPoint Multiply(JointPoint direction, bool[] held)
    {
        using var tangent = _terms.Parameters.Unscale(direction);
        var product = _terms.Parameters.ScaleGradient(_matrix.Multiply(tangent, _keys));
        using var scope = torch.NewDisposeScope();
        foreach (var key in _terms.Objects)
        {
            RegularizerCurvature.AddTo(product[key], _terms.Regularizers.Where(term => term.Target == key), _point[key], direction[key], _terms.Iteration);
            product[key].add_(direction[key], alpha: _damping * _curvatures[key].Largest);
        }

        var values = _terms.Parameters.Flatten(direction);
        var diagonal = _terms.Parameters.Flatten(product);
        var precisions = _terms.Parameters.Precisions(_terms.PriorFactor);
        for (var index = 0; index < values.Length; index++)
        {
            diagonal[index] += (precisions[index] + _damping * _gram[index, index]) * values[index];
        }

        _terms.Parameters.Fill(product, diagonal);
        Hold(product, held);
        return product;
    }

    private JointPoint Precondition(JointPoint residual)
    {
        var result = residual.Clone();
        using var scope = torch.NewDisposeScope();
        foreach (var key in _terms.Objects)
        {
            var (density, largest) = _curvatures[key];
            var spectrum = torch.fft.fft2(result[key]) / (density.clamp(min: LeastCurvature * largest) + _damping * largest);
            var filtered = torch.fft.ifft2(spectrum);
            result[key].copy_(result[key].is_complex() ? filtered : filtered.real);
        }

        _terms.Parameters.Fill(result, _factor!.Solve(_terms.Parameters.Flatten(residual)));
        return result;
    }

    private void Hold(JointPoint vector, bool[] held)
    {
        var values = _terms.Parameters.Flatten(vector);
        _terms.Parameters.Fill(vector, [.. values.Select((value, index) => held[index] ? 0 : value)]);
    }
}
