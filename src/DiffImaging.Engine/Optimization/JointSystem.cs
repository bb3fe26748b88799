using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The damped Gauss–Newton system of object and parameters together, at one point; parameters in natural scales.</summary>
/// <remarks>A = JᵀWJ + Σ β ∇²R + P + μ M, P the priors' precisions, M the largest curvature of each object variable and the diagonal of
/// each parameter. It is solved by conjugate gradients with <see cref="JointPreconditioner"/>. Gauges make it P A P with a preconditioner of the same form. In place of JᵀWJ the products may be those of
/// another matrix of the fidelity, such as <see cref="HessianMatrix"/>.</remarks>
internal sealed class JointSystem : IDisposable
{
    private readonly JointPoint _point;
    private readonly JointSystemTerms _terms;
    private readonly GaussNewtonMatrix _matrix;
    private readonly IJointMatrix _product;
    private readonly HashSet<string> _keys;
    private readonly JointPreconditioner _preconditioner;

    public JointSystem(JointProblem problem, JointPoint point, JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> densities, IJointMatrix? product = null)
    {
        (_point, _terms) = (point, terms);
        _keys = [.. terms.Objects, .. terms.Parameters.Keys];
        _matrix = new GaussNewtonMatrix(problem, point);
        _product = product ?? _matrix;
        _preconditioner = new JointPreconditioner(problem, point, terms, densities, _matrix);
    }

    /// <inheritdoc cref="JointPreconditioner.Densities" />
    public IEnumerable<(string Key, torch.Tensor Density)> Densities => _preconditioner.Densities;

    /// <summary>Whether an object takes part.</summary>
    public bool HasObjects => _terms.Objects.Count > 0;

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
        _preconditioner.Prepare(damping, held);
        using var right = gradient.Clone();
        JointSpace.Scale(right, -1);
        Hold(right, held);
        var solution = ConjugateGradient.Solve(direction => Multiply(direction, damping, held), _preconditioner.Apply, right, iterations, _terms.Tolerance, out var isIndefinite);
        IsIndefinite |= isIndefinite;
        return solution;
    }

    /// <summary>Draws b, of objects alone, whose covariance is C = JᵀWJ + D, D the regularizers' part as far as it is diagonal in the Fourier domain, and solves C w = b and A s = b among the objects.</summary>
    /// <remarks>The mean of s wᵀ is A⁻¹, whatever D. Where A is C, s is w: a draw from the object's posterior as the measurement's noise and the regularizers make it. Source: [orieux2012].</remarks>
    /// <param name="noise">Source of the draw.</param>
    /// <param name="iterations">Most products for each of both.</param>
    /// <returns>w and s; the caller disposes both.</returns>
    public (JointPoint Draw, JointPoint Solution) Probe(BalancedNoise noise, int iterations)
    {
        bool[] held = [.. Enumerable.Repeat(true, _terms.Parameters.Count)];
        using var right = DrawRight(noise, held);
        var draw = SolveStationary(right, held, iterations);
        using var residual = Multiply(draw);
        JointSpace.Add(residual, right, -1);
        var solution = Solve(residual, 0, held, iterations);
        JointSpace.Add(solution, draw, 1);
        return (draw, solution);
    }

    /// <summary>Draws object and parameters from the normal distribution about zero whose precision is C, with the priors of the parameters.</summary>
    /// <param name="noise">Source of the draw.</param>
    /// <param name="held">Elements of the parameters that do not move.</param>
    /// <param name="iterations">Most products.</param>
    /// <returns>The draw, parameters in natural scales; the caller disposes it.</returns>
    public JointPoint Draw(BalancedNoise noise, bool[] held, int iterations)
    {
        using var right = DrawRight(noise, held);
        return SolveStationary(right, held, iterations);
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
        _preconditioner.Dispose();
    }

    private JointPoint Multiply(JointPoint direction, double damping, bool[] held)
    {
        var product = Multiply(direction, damping);
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
            product[key].add_(direction[key], alpha: damping * _preconditioner.Largest(key));
        }

        AddDiagonal(direction, product, damping);
        return product;
    }

    // b: its covariance is C, with the priors of the parameters.
    private JointPoint DrawRight(BalancedNoise noise, bool[] held)
    {
        var right = _terms.Parameters.ScaleGradient(_matrix.Draw(_keys, noise));
        foreach (var key in _terms.Objects)
        {
            _preconditioner.AddRegularDraw(key, noise, right[key]);
        }

        double[] numbers = [.. _terms.Parameters.Flatten(right).Zip(_terms.Parameters.Precisions(_terms.PriorFactor), (number, precision) => precision > 0 ? number + Math.Sqrt(precision) * noise.Number() : number)];
        _terms.Parameters.Fill(right, numbers);
        Hold(right, held);
        return right;
    }

    private JointPoint SolveStationary(JointPoint right, bool[] held, int iterations)
    {
        _preconditioner.Prepare(0, held);
        return ConjugateGradient.Solve(direction => MultiplyStationary(direction, held), _preconditioner.Apply, right, iterations, _terms.Tolerance, out _);
    }

    private JointPoint MultiplyStationary(JointPoint direction, bool[] held)
    {
        var product = MultiplyExpected(direction);
        foreach (var key in _terms.Objects)
        {
            _preconditioner.AddRegular(key, direction[key], product[key]);
        }

        AddDiagonal(direction, product, 0);
        Hold(product, held);
        return product;
    }

    // The priors of the parameters, and their damping.
    private void AddDiagonal(JointPoint direction, JointPoint product, double damping)
    {
        var values = _terms.Parameters.Flatten(direction);
        var sums = _terms.Parameters.Flatten(product);
        var precisions = _terms.Parameters.Precisions(_terms.PriorFactor);
        for (var index = 0; index < values.Length; index++)
        {
            sums[index] += (precisions[index] + damping * _preconditioner.Diagonal[index]) * values[index];
        }

        _terms.Parameters.Fill(product, sums);
    }

    private void Hold(JointPoint vector, bool[] held)
    {
        var values = _terms.Parameters.Flatten(vector);
        double[] kept = [.. values.Select((value, index) => held[index] ? 0 : value)];
        _preconditioner.Gauges.Remove(kept);
        _terms.Parameters.Fill(vector, kept);
    }
}
