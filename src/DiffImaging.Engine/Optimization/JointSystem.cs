using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The damped Gauss–Newton system of object and parameters together, at one point; parameters in natural scales.</summary>
/// <remarks>A = JᵀWJ + Σ β ∇²R + P + μ M, P the priors' precisions, M the largest curvature of each object variable and the diagonal of
/// each parameter. The preconditioner is diagonal in the Fourier domain for an object (<see cref="ObjectCurvature"/>), exact among
/// the parameters at a fixed object (<see cref="ParameterGram"/>), and diagonal for those of too many elements (<see cref="ParameterCurvature"/>).
/// Gauges make it P A P with a preconditioner of the same form. In place of JᵀWJ the products may be those of another matrix of the fidelity, such as <see cref="HessianMatrix"/>.</remarks>
internal sealed class JointSystem : IDisposable
{
    // Frequencies that the measurement says next to nothing of are not stepped along further than this allows.
    private const double LeastCurvature = 1e-2;

    // Elements of a map that no frame sees, such as those beyond a pupil, have no curvature at all.
    private const double LeastShare = 1e-6;

    private readonly JointPoint _point;
    private readonly JointSystemTerms _terms;
    private readonly GaussNewtonMatrix _matrix;
    private readonly IJointMatrix _product;
    private readonly HashSet<string> _keys;
    private readonly double[,] _gram;
    private readonly double[] _diagonal;
    private readonly Dictionary<string, (torch.Tensor Density, torch.Tensor Regular, double Largest)> _curvatures = [];
    private readonly Dictionary<string, torch.Tensor> _rows = [];
    private DampedSystem? _factor;
    private GaugeProjection _gauges;
    private double _damping;

    public JointSystem(JointProblem problem, JointPoint point, JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> densities, IJointMatrix? product = null)
    {
        (_point, _terms) = (point, terms);
        _keys = [.. terms.Objects, .. terms.Parameters.Keys];
        _matrix = new GaussNewtonMatrix(problem, point);
        _product = product ?? _matrix;
        _gram = ParameterGram.Of(_matrix, terms.Parameters, point);
        terms.Parameters.AddPriors(_gram, terms.PriorFactor);
        _gauges = terms.Parameters.Gauges;
        using var scope = torch.NewDisposeScope();
        foreach (var key in terms.Parameters.Large)
        {
            var rows = densities.TryGetValue(key, out var known) ? known.alias() : ParameterCurvature.Estimate(problem, _matrix, point[key], key);
            _rows[key] = rows.DetachFromDisposeScope();
        }

        _diagonal = Diagonal();
        foreach (var key in terms.Objects)
        {
            var density = densities.TryGetValue(key, out var known) ? known.alias() : ObjectCurvature.Estimate(problem, _matrix, point[key], key);
            var largest = density.max().to(torch.ScalarType.Float64).item<double>();
            var regular = ObjectCurvature.OfRegularizers(problem, [.. terms.Regularizers.Where(term => term.Target == key)], point[key], terms.Iteration);
            _curvatures[key] = (density.DetachFromDisposeScope(), regular.DetachFromDisposeScope(), Math.Max(largest, double.Epsilon));
        }
    }

    /// <summary>The curvature of each object variable, FFT order, and of each parameter of too many elements for a matrix; owned by the system.</summary>
    public IEnumerable<(string Key, torch.Tensor Density)> Densities =>
        _curvatures.Select(pair => (pair.Key, pair.Value.Density)).Concat(_rows.Select(pair => (pair.Key, pair.Value)));

    /// <summary>The diagonal in the Fourier domain of JᵀWJ + Σ β ∇²R, of each object variable, FFT order; in the caller's dispose scope.</summary>
    public Dictionary<string, torch.Tensor> Curvatures() => _curvatures.ToDictionary(pair => pair.Key, pair => pair.Value.Density + pair.Value.Regular);

    /// <summary>Whether any solution met a direction of no or negative curvature.</summary>
    public bool IsIndefinite { get; private set; }

    /// <summary>Solves A v = −g approximately by preconditioned conjugate gradients.</summary>
    /// <param name="gradient">g, parameters in natural scales.</param>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements of the parameters that do not move.</param>
    /// <param name="iterations">Most products with A.</param>
    /// <returns>v, parameters in natural scales; the caller disposes it.</returns>
    public JointPoint Solve(JointPoint gradient, double damping, bool[] held, int iterations)
    {
        _damping = damping;
        _gauges = _terms.Parameters.Gauges.Without(held);
        _factor = DampedSystem.Across(_gauges, _gram, damping, held[.._terms.Parameters.DenseCount]);
        using var right = gradient.Clone();
        JointSpace.Scale(right, -1);
        Hold(right, held);
        var solution = ConjugateGradient.Solve(direction => Multiply(direction, held), Precondition, right, iterations, _terms.Tolerance, out var isIndefinite);
        IsIndefinite |= isIndefinite;
        return solution;
    }

    /// <summary>Computes A v without damping, along every element.</summary>
    /// <param name="direction">v, of every variable of the system, parameters in natural scales.</param>
    /// <returns>The product, parameters in natural scales; the caller disposes it.</returns>
    public JointPoint Multiply(JointPoint direction) => Multiply(direction, 0);

    /// <summary>Computes JᵀWJ v, the fidelity's part alone and as it is expected.</summary>
    /// <inheritdoc cref="Multiply(JointPoint)" path="/param|/returns"/>
    public JointPoint MultiplyExpected(JointPoint direction)
    {
        using var tangent = _terms.Parameters.Unscale(direction);
        return _terms.Parameters.ScaleGradient(_matrix.Multiply(tangent, _keys));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _matrix.Dispose();
        foreach (var density in Densities.Select(pair => pair.Density).Concat(_curvatures.Values.Select(curvature => curvature.Regular)))
        {
            density.Dispose();
        }
    }

    private JointPoint Multiply(JointPoint direction, bool[] held)
    {
        var product = Multiply(direction, _damping);
        Hold(product, held);
        return product;
    }

    private JointPoint Multiply(JointPoint direction, double damping)
    {
        using var tangent = _terms.Parameters.Unscale(direction);
        var product = _terms.Parameters.ScaleGradient(_product.Multiply(tangent, _keys));
        using var scope = torch.NewDisposeScope();
        foreach (var key in _terms.Objects)
        {
            RegularizerCurvature.AddTo(product[key], _terms.Regularizers.Where(term => term.Target == key), _point[key], direction[key], _terms.Iteration);
            product[key].add_(direction[key], alpha: damping * _curvatures[key].Largest);
        }

        var values = _terms.Parameters.Flatten(direction);
        var diagonal = _terms.Parameters.Flatten(product);
        var precisions = _terms.Parameters.Precisions(_terms.PriorFactor);
        for (var index = 0; index < values.Length; index++)
        {
            diagonal[index] += (precisions[index] + damping * _diagonal[index]) * values[index];
        }

        _terms.Parameters.Fill(product, diagonal);
        return product;
    }

    private JointPoint Precondition(JointPoint residual)
    {
        var result = residual.Clone();
        using var scope = torch.NewDisposeScope();
        foreach (var key in _terms.Objects)
        {
            var (density, regular, largest) = _curvatures[key];
            var spectrum = torch.fft.fft2(result[key]) / ((density + regular).clamp(min: LeastCurvature * largest) + _damping * largest);
            var filtered = torch.fft.ifft2(spectrum);
            result[key].copy_(result[key].is_complex() ? filtered : filtered.real);
        }

        var dense = _terms.Parameters.DenseCount;
        var values = _terms.Parameters.Flatten(residual);
        _factor!.Solve(values[..dense]).CopyTo(values, 0);
        for (var index = dense; index < values.Length; index++)
        {
            values[index] /= (1 + _damping) * _diagonal[index];
        }

        _gauges.Remove(values);
        _terms.Parameters.Fill(result, values);
        return result;
    }

    private double[] Diagonal()
    {
        var (parameters, dense) = (_terms.Parameters, _terms.Parameters.DenseCount);
        var result = parameters.Precisions(_terms.PriorFactor);
        for (var index = 0; index < dense; index++)
        {
            result[index] = _gram[index, index];
        }

        var offset = dense;
        foreach (var key in parameters.Large)
        {
            var rows = _rows[key].reshape(-1).cpu().data<double>().ToArray();
            var least = LeastShare * Math.Max(rows.Max(), double.Epsilon);
            for (var index = 0; index < rows.Length; index++, offset++)
            {
                result[offset] += Math.Max(rows[index], least);
            }
        }

        return result;
    }

    private void Hold(JointPoint vector, bool[] held)
    {
        var values = _terms.Parameters.Flatten(vector);
        double[] kept = [.. values.Select((value, index) => held[index] ? 0 : value)];
        _gauges.Remove(kept);
        _terms.Parameters.Fill(vector, kept);
    }
}
