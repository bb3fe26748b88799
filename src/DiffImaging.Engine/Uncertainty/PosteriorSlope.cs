using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>What the object's posterior adds to the slope of the objective along the parameters: the gradient of ½ log det A, that a joint maximum leaves out.</summary>
/// <remarks>E[∇_θ L(x ± ε, θ)] − ∇_θ L(x, θ) over <see cref="PosteriorSamples"/>, in natural scales. It changes slowly with the point, so that a step may take it as constant.</remarks>
internal sealed class PosteriorSlope
{
    private readonly ScaledParameters _parameters;
    private readonly double[] _slope;
    private readonly double[] _start;

    private PosteriorSlope(ScaledParameters parameters, double[] slope, double[] start) => (_parameters, _slope, _start) = (parameters, slope, start);

    /// <summary>Estimates the slope at a point; nothing without pairs, parameters or an object that moves.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable.</param>
    /// <param name="parameters">The parameters that move.</param>
    /// <param name="system">The system at the point, which knows the object's curvature.</param>
    /// <param name="value">Value and gradient at the point.</param>
    /// <param name="pairs">Pairs of samples.</param>
    public static PosteriorSlope Of(JointProblem problem, JointPoint point, ScaledParameters parameters, JointSystem system, SmoothValue value, int pairs)
    {
        if (pairs == 0 || parameters.Count == 0)
        {
            return new PosteriorSlope(parameters, [], []);
        }

        using var scope = torch.NewDisposeScope();
        var curvatures = system.Curvatures();
        if (curvatures.Count == 0)
        {
            return new PosteriorSlope(parameters, [], []);
        }

        using var samples = new PosteriorSamples(problem, point, curvatures, pairs);
        using var averaged = samples.Evaluate(parameters.Keys.ToHashSet());
        var slope = parameters.ReadGradient(averaged.Gradient).Zip(parameters.ReadGradient(value.Gradient), (mean, here) => mean - here);
        return new PosteriorSlope(parameters, [.. slope], parameters.Read(point));
    }

    /// <summary>Adds the slope to a gradient in natural scales, in place.</summary>
    public void AddTo(JointPoint gradient)
    {
        if (_slope.Length > 0)
        {
            _parameters.Fill(gradient, [.. _parameters.Flatten(gradient).Zip(_slope, (here, more) => here + more)]);
        }
    }

    /// <summary>What the objective rises by along the slope, from the point that it was estimated at.</summary>
    public double Rise(JointPoint point) =>
        _slope.Length == 0 ? 0 : _parameters.Read(point).Zip(_start, (there, here) => there - here).Zip(_slope, (move, slope) => move * slope).Sum();
}
