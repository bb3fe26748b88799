using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>An approximate inverse of the joint Gauss–Newton matrix with its priors and damping; parameters in natural scales.</summary>
/// <remarks>Diagonal in the Fourier domain for an object (<see cref="ObjectCurvature"/>), exact among the parameters at a fixed object (<see cref="ParameterGram"/>), and diagonal for those of too many
/// elements (<see cref="ParameterCurvature"/>); across the gauges.</remarks>
internal sealed class JointPreconditioner : IDisposable
{
    // Frequencies that the measurement says next to nothing of are not stepped along further than this allows.
    private const double LeastCurvature = 1e-2;

    // Elements of a map that no frame sees, such as those beyond a pupil, have no curvature at all.
    private const double LeastShare = 1e-6;

    private const string GramName = "gram";
    private const string DensityName = "density";
    private const string RegularName = "regular";
    private const string RowsName = "rows";

    private readonly JointSystemTerms _terms;
    private readonly double[,] _gram;
    private readonly double[] _diagonal;
    private readonly Dictionary<string, (torch.Tensor Density, torch.Tensor Regular, double Largest)> _curvatures = [];
    private readonly Dictionary<string, torch.Tensor> _rows = [];
    private torch.Tensor? _savedGram;
    private DampedSystem? _factor;
    private double _damping;

    /// <param name="problem">The problem.</param>
    /// <param name="point">Values of every variable.</param>
    /// <param name="terms">What takes part.</param>
    /// <param name="densities">Curvatures that are known already, by key; borrowed.</param>
    /// <param name="matrix">The Gauss–Newton matrix at the point; not needed any more afterwards.</param>
    public JointPreconditioner(
        JointProblem problem, JointPoint point, JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> densities, GaussNewtonMatrix matrix)
    {
        _terms = terms;
        _gram = ParameterGram.Of(matrix, terms.Parameters, point);
        terms.Parameters.AddPriors(_gram, terms.PriorFactor);
        Gauges = terms.Parameters.Gauges;
        using var scope = torch.NewDisposeScope();
        foreach (var key in terms.Parameters.Large)
        {
            var rows = densities.TryGetValue(key, out var known) ? known.alias() : ParameterCurvature.Estimate(problem, matrix, point[key], key);
            _rows[key] = rows.DetachFromDisposeScope();
        }

        _diagonal = FindDiagonal();
        foreach (var key in terms.Objects)
        {
            var density = densities.TryGetValue(key, out var known) ? known.alias() : ObjectCurvature.Estimate(problem, matrix, point[key], key);
            var largest = density.max().to(torch.ScalarType.Float64).item<double>();
            var regular = ObjectCurvature.OfRegularizers(problem, [.. terms.Regularizers.Where(term => term.Target == key)], point[key], terms.Iteration);
            _curvatures[key] = (density.DetachFromDisposeScope(), regular.DetachFromDisposeScope(), Math.Max(largest, double.Epsilon));
        }
    }

    private JointPreconditioner(JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> saved)
    {
        _terms = terms;
        Gauges = terms.Parameters.Gauges;
        using var scope = torch.NewDisposeScope();
        torch.Tensor Of(string name, string key) => saved[$"{name}/{key}"].clone().DetachFromDisposeScope();
        _gram = Matrix(saved[GramName], terms.Parameters.DenseCount);
        foreach (var key in terms.Parameters.Large)
        {
            _rows[key] = Of(RowsName, key);
        }

        _diagonal = FindDiagonal();
        foreach (var key in terms.Objects)
        {
            var density = Of(DensityName, key);
            _curvatures[key] = (density, Of(RegularName, key), Math.Max(density.max().to(torch.ScalarType.Float64).item<double>(), double.Epsilon));
        }
    }

    /// <summary>Makes the preconditioner that was saved.</summary>
    /// <param name="terms">What takes part, as it was.</param>
    /// <param name="saved">What <see cref="Save"/> gave; copied.</param>
    public static JointPreconditioner Restore(JointSystemTerms terms, IReadOnlyDictionary<string, torch.Tensor> saved) => new(terms, saved);

    /// <summary>Everything that it is made of; the tensors are its own.</summary>
    public SolverState Save()
    {
        var state = new SolverState { Tensors = { [GramName] = _savedGram ??= torch.tensor(_gram.Cast<double>().ToArray()).DetachFromDisposeScope() } };
        foreach (var (key, (density, regular, _)) in _curvatures)
        {
            (state.Tensors[$"{DensityName}/{key}"], state.Tensors[$"{RegularName}/{key}"]) = (density, regular);
        }

        foreach (var (key, rows) in _rows)
        {
            state.Tensors[$"{RowsName}/{key}"] = rows;
        }

        return state;
    }

    private static double[,] Matrix(torch.Tensor numbers, int size)
    {
        var result = new double[size, size];
        Buffer.BlockCopy(numbers.cpu().data<double>().ToArray(), 0, result, 0, size * size * sizeof(double));
        return result;
    }

    /// <summary>The curvature of each object variable, FFT order, and of each parameter of too many elements for a matrix; owned by the preconditioner.</summary>
    public IEnumerable<(string Key, torch.Tensor Density)> Densities =>
        _curvatures.Select(pair => (pair.Key, pair.Value.Density)).Concat(_rows.Select(pair => (pair.Key, pair.Value)));

    /// <summary>The diagonal of the parameters' part of the matrix, priors included.</summary>
    public IReadOnlyList<double> Diagonal => _diagonal;

    /// <summary>The gauges among the elements that move.</summary>
    public GaugeProjection Gauges { get; private set; }

    /// <summary>Adds Σ β ∇²R v, taken as diagonal in the Fourier domain, of an object variable.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="direction">v.</param>
    /// <param name="product">Takes it; changed in place.</param>
    public void AddRegular(string key, torch.Tensor direction, torch.Tensor product) => AddFiltered(direction, _curvatures[key].Regular, product);

    /// <summary>Adds a draw whose covariance is Σ β ∇²R, taken as diagonal in the Fourier domain, of an object variable.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="noise">Source of the draw.</param>
    /// <param name="sum">Takes it; changed in place.</param>
    public void AddRegularDraw(string key, BalancedNoise noise, torch.Tensor sum)
    {
        using var scope = torch.NewDisposeScope();
        AddFiltered(noise.Like(sum, isSigned: true), _curvatures[key].Regular.sqrt(), sum);
    }

    /// <summary>The largest curvature of an object variable.</summary>
    public double Largest(string key) => _curvatures[key].Largest;

    /// <summary>Sets what <see cref="Apply"/> inverts.</summary>
    /// <param name="damping">μ.</param>
    /// <param name="held">Elements of the parameters that do not move.</param>
    public void Prepare(double damping, bool[] held)
    {
        _damping = damping;
        Gauges = _terms.Parameters.Gauges.Without(held);
        _factor = DampedSystem.Across(Gauges, _gram, damping, held[.._terms.Parameters.DenseCount]);
    }

    /// <summary>Applies the inverse.</summary>
    /// <param name="residual">r, parameters in natural scales.</param>
    /// <returns>M⁻¹ r; the caller disposes it.</returns>
    public JointPoint Apply(JointPoint residual)
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

        Gauges.Remove(values);
        _terms.Parameters.Fill(result, values);
        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _savedGram?.Dispose();
        foreach (var density in Densities.Select(pair => pair.Density).Concat(_curvatures.Values.Select(curvature => curvature.Regular)))
        {
            density.Dispose();
        }
    }

    private static void AddFiltered(torch.Tensor value, torch.Tensor filter, torch.Tensor sum)
    {
        using var scope = torch.NewDisposeScope();
        var filtered = torch.fft.ifft2(torch.fft.fft2(value) * filter);
        sum.add_(sum.is_complex() ? filtered : filtered.real);
    }

    private double[] FindDiagonal()
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
}
