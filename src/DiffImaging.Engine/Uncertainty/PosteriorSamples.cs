using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>Objects drawn from their posterior about a point, in pairs on both sides of it, and what a move of the parameters asks of them.</summary>
/// <remarks>x ± ε with ε = F⁻¹{ẑ/√A(f)}, z white and A(f) the diagonal in the Fourier domain of JᵀWJ + Σ β ∇²R, the Laplace approximation of the posterior. The joint maximum takes the
/// object as known: where a prior has shrunk it, parameters such as a brightness make up for the light that is missing. E[L(f(x ± ε, θ))] counts that light, and its minimum over θ, with x
/// brought to its optimum in turn, is a maximum of the marginal likelihood: its gradient has what the joint maximum leaves out, that of ½ log det A. The draw depends on the seed alone,
/// so that moves converge and a resumed run repeats them. Without samples the point itself stands for its posterior. Source: [dempster1977], [tierney1986].</remarks>
internal sealed class PosteriorSamples : IDisposable
{
    // What neither measurement nor prior tells of is not seen either, and would only be large.
    private const double LeastCurvature = 1e-6;

    private readonly JointProblem _problem;
    private readonly List<JointPoint> _points = [];

    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; copied.</param>
    /// <param name="options">The phase: number of pairs, and regularizers that do not count.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    public PosteriorSamples(JointProblem problem, JointPoint point, PhaseOptions options, int iteration)
    {
        _problem = problem;
        if (options.PosteriorSamples == 0)
        {
            _points.Add(point.Clone());
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        DrawPairs(point, Curvatures(point, options, iteration), options.PosteriorSamples);
    }

    /// <summary>Expands fidelity and priors in the parameters, averaged.</summary>
    public ParameterExpansion Expand(ScaledParameters parameters) => ParameterExpansion.Mean([.. _points.Select(point => ParameterExpansion.About(_problem, parameters, point))]);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var point in _points)
        {
            point.Dispose();
        }
    }

    private void DrawPairs(JointPoint point, IReadOnlyDictionary<string, torch.Tensor> curvatures, int pairs)
    {
        using var generator = new torch.Generator((ulong)_problem.Pipeline.Context.Seed, torch.CPU);
        for (var pair = 0; pair < pairs; pair++)
        {
            var (above, below) = (point.Clone(), point.Clone());
            foreach (var (key, curvature) in curvatures)
            {
                var draw = Draw(point[key], curvature, generator);
                above[key].add_(draw);
                below[key].sub_(draw);
            }

            _points.AddRange([above, below]);
        }
    }

    private Dictionary<string, torch.Tensor> Curvatures(JointPoint point, PhaseOptions options, int iteration)
    {
        using var matrix = new GaussNewtonMatrix(_problem, point);
        return _problem.Variables.Where(variable => variable is { Object: not null, IsActive: true }).ToDictionary(variable => variable.Key, variable =>
        {
            var key = variable.Key;
            List<RegularizerTerm> terms = [.. _problem.Regularizers.Where(term => term.Target == key && !options.Without.Contains(term.Name))];
            return ObjectCurvature.Estimate(_problem, matrix, point[key], key) + ObjectCurvature.OfRegularizers(_problem, terms, point[key], iteration);
        });
    }

    private static torch.Tensor Draw(torch.Tensor value, torch.Tensor curvature, torch.Generator generator)
    {
        var white = torch.randn(value.shape, value.is_complex() ? torch.ScalarType.ComplexFloat32 : torch.ScalarType.Float32, torch.CPU, generator: generator)
            .to(value.dtype).to(value.device);
        var least = LeastCurvature * curvature.max().to(torch.ScalarType.Float64).item<double>();
        var draw = torch.fft.ifft2(torch.fft.fft2(white) / curvature.clamp(min: least).sqrt());

        // torch's complex noise has the variance 1 in all; each part has 1/A.
        return value.is_complex() ? draw * Math.Sqrt(2) : draw.real;
    }
}
