using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The objective of a phase as a smooth function of object and parameters, the latter in natural scales, and the moves that constraints, gauges and bounds allow.</summary>
internal sealed class SmoothObjective
{
    private readonly JointProblem _problem;
    private readonly PhaseOptions _options;
    private readonly List<RegularizerTerm> _regularizers;
    private readonly HashSet<string> _keys;

    public SmoothObjective(JointProblem problem, PhaseOptions options)
    {
        (_problem, _options) = (problem, options);
        Objects = [.. problem.Variables
            .Where(variable => variable.Object is not null && (options.Variables.Count == 0 || options.Variables.Contains(variable.Key)))
            .Select(variable => variable.Key)];
        Parameters = new ScaledParameters(problem, options.Variables);
        _regularizers = [.. problem.Regularizers.Where(term => !options.Without.Contains(term.Name))];
        _keys = [.. Objects, .. Parameters.Keys];
    }

    /// <summary>Keys of the object variables that move.</summary>
    public IReadOnlyList<string> Objects { get; }

    /// <summary>The parameters that move.</summary>
    public ScaledParameters Parameters { get; }

    /// <summary>What the parameters' priors are multiplied with.</summary>
    public double PriorFactor { get; set; } = 1;

    /// <summary>What takes part in a Gauss–Newton matrix of this objective.</summary>
    public JointSystemTerms Terms(int iteration) => new(Objects, Parameters, _regularizers, iteration, PriorFactor, _options.LinearTolerance);

    /// <summary>Whether the objective is another function in the iteration after this one.</summary>
    public bool ChangesAfter(int iteration) => _regularizers.Any(term => term.Weight.At(iteration) != term.Weight.At(iteration + 1));

    /// <summary>Evaluates the objective and its gradient across the gauges.</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <returns>The value; the caller disposes it.</returns>
    public ObjectiveValue Evaluate(JointPoint point, int iteration) => Evaluate(point, iteration, _problem.Frames);

    /// <inheritdoc cref="Evaluate(JointPoint, int)" path="/summary|/returns"/>
    /// <param name="point">Values of every variable.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <param name="batch">Some of the frames; the fidelity is scaled to all that count.</param>
    public ObjectiveValue Evaluate(JointPoint point, int iteration, FrameSet batch)
    {
        using var smooth = _problem.Evaluate(point, _keys, batch);
        WeighGradient(smooth, point);
        var gradient = Parameters.ScaleGradient(smooth.Gradient.Clone());
        foreach (var key in Objects)
        {
            RegularizerGradient.AddTo(gradient[key], _regularizers.Where(term => term.Target == key), point[key], iteration);
        }

        Parameters.Gauges.Remove(gradient);
        return new ObjectiveValue(smooth.Fidelity, smooth.Fidelity + PriorFactor * smooth.Prior + _problem.EvaluateRegularization(point, iteration, _options.Without), gradient);
    }

    /// <summary>Gives the priors' part of a gradient their factor.</summary>
    /// <param name="value">Value and gradient with the priors as they are; the gradient is changed in place.</param>
    /// <param name="point">Where they were taken.</param>
    public void WeighGradient(SmoothValue value, JointPoint point) => ParameterPrior.Weigh(value.Gradient, point, _problem.Variables, Parameters.Keys, PriorFactor);

    /// <summary>Weighs the priors against the residual of a fidelity, where the phase asks for it.</summary>
    public void WeighPriors(double fidelity) => PriorFactor = _options.NoiseScale == NoiseScale.Estimated ? 2 * fidelity / _problem.PixelCount : 1;

    /// <summary>Moves a point along a step, as far as constraints, gauges and bounds let it.</summary>
    /// <param name="point">Changed in place.</param>
    /// <param name="start">Where the step begins.</param>
    /// <param name="step">The step, parameters in natural scales.</param>
    /// <param name="share">Share of it that is taken.</param>
    public void Move(JointPoint point, JointPoint start, JointPoint step, double share)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var key in Objects)
        {
            var moved = start[key] + step[key] * share;
            foreach (var term in _problem.Constraints.Where(term => term.Target == key && !_options.Without.Contains(term.Name)))
            {
                moved = term.Project(moved);
            }

            point[key].copy_(moved);
        }

        Parameters.Write(point, [.. Parameters.Read(start).Zip(Parameters.Flatten(step), (position, move) => position + share * move)]);
    }

    /// <summary>The way from one point to another, parameters in natural scales; the caller disposes it.</summary>
    public JointPoint Displacement(JointPoint from, JointPoint to)
    {
        using var scope = torch.NewDisposeScope();
        var result = new JointPoint();
        foreach (var key in Objects)
        {
            result[key] = to[key] - from[key];
        }

        foreach (var key in Parameters.Keys)
        {
            result[key] = (to[key] - from[key]) / _problem.Parameter(key).Scale;
        }

        return result;
    }
}
