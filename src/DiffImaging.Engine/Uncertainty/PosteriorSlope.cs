using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>What the object's posterior adds to the slope of the objective: the gradient of ½ log det A, that a joint maximum leaves out.</summary>
/// <remarks>A is the object's block of the joint matrix. Along anything that is estimated ∂(½ log det A) = ½ tr(A⁻¹ ∂A), and with w and s such that E[s wᵀ] = A⁻¹ (<see cref="JointSystem.Probe"/>) it is
/// ½ E[D²∇J(s, w)] for all directions at once, by four gradients: those at x ± h(s + w)/2 less those at x ± h(s − w)/2, over h². Along the object it leads from the posterior's maximum to its mean, and a parameter
/// that the object follows has its share of that. Regularizers count as quadratic. The draws depend on the seed alone, and the slope changes slowly with the point, so that a step may take it as constant.
/// Sources: [tierney1986], [orieux2012].</remarks>
internal sealed class PosteriorSlope : IDisposable
{
    // Of a draw: far beyond rounding in single precision, and well within what a draw of full size, where an intensity may vanish, would meet of higher derivatives.
    private const double Reach = 0.1;

    private readonly ScaledParameters _parameters;
    private readonly JointPoint? _slope;
    private readonly JointPoint? _start;

    private PosteriorSlope(ScaledParameters parameters, JointPoint? slope, JointPoint? start) => (_parameters, _slope, _start) = (parameters, slope, start);

    /// <summary>Estimates it at a point; nothing without pairs, parameters or an object that moves.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable.</param>
    /// <param name="parameters">The parameters that move.</param>
    /// <param name="system">The system at the point.</param>
    /// <param name="value">Value and gradient at the point.</param>
    /// <param name="pairs">Which pairs (w, s) of the seed's.</param>
    /// <param name="iterations">Most products with A for one of a pair.</param>
    public static PosteriorSlope Of(JointProblem problem, JointPoint point, ScaledParameters parameters, JointSystem system, SmoothValue value, Range pairs, int iterations)
    {
        var (first, count) = pairs.GetOffsetAndLength(pairs.End.Value);
        if (count == 0 || parameters.Count == 0 || !system.HasObjects)
        {
            return new PosteriorSlope(parameters, null, null);
        }

        HashSet<string> wanted = [.. value.Gradient.Keys];
        var sum = null as JointPoint;
        for (var pair = first; pair < first + count; pair++)
        {
            using var noise = new BalancedNoise(problem.Pipeline.Context.Seed, pair);
            var (draw, solution) = system.Probe(noise, iterations);
            using (draw)
            using (solution)
            {
                sum = JointPoint.Sum(sum, SecondDifference(problem, point, draw, solution, wanted));
            }
        }

        JointSpace.Scale(sum!, 0.5 / count);
        return new PosteriorSlope(parameters, sum, point.Clone());
    }

    /// <summary>Adds the slope to a gradient, parameters in natural scales, in place.</summary>
    public void AddTo(JointPoint gradient)
    {
        if (_slope is not null)
        {
            using var scaled = _parameters.Unscale(_slope);
            JointSpace.Add(gradient, scaled, 1);
        }
    }

    /// <summary>What the objective rises by along the slope, from the point that it was estimated at.</summary>
    public double Rise(JointPoint point)
    {
        if (_slope is null)
        {
            return 0;
        }

        using var move = point.Clone();
        JointSpace.Add(move, _start!, -1);
        return JointSpace.Dot(_slope, move);
    }

    /// <summary>How fast the objective rises along a direction, parameters in natural scales.</summary>
    public double Along(JointPoint direction)
    {
        if (_slope is null)
        {
            return 0;
        }

        using var tangent = _parameters.Unscale(direction);
        return JointSpace.Dot(_slope, tangent);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _slope?.Dispose();
        _start?.Dispose();
    }

    // D²∇J(s, w), from the squares of their sum and their difference.
    private static JointPoint SecondDifference(JointProblem problem, JointPoint point, JointPoint draw, JointPoint solution, HashSet<string> wanted)
    {
        var sum = null as JointPoint;
        foreach (var (one, other) in new[] { (1, 1), (-1, -1), (1, -1), (-1, 1) })
        {
            using var moved = point.Clone();
            JointSpace.Add(moved, solution, one * Reach / 2);
            JointSpace.Add(moved, draw, other * Reach / 2);
            using var value = problem.Evaluate(moved, wanted);
            var gradient = value.Gradient.Clone();
            JointSpace.Scale(gradient, one * other / (Reach * Reach));
            sum = JointPoint.Sum(sum, gradient);
        }

        return sum!;
    }
}
