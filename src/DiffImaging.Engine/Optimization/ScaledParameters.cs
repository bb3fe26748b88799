using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The parameters of a phase as one vector in natural scales q = θ / scale.</summary>
internal sealed class ScaledParameters
{
    private readonly JointProblem _problem;

    public ScaledParameters(JointProblem problem, IReadOnlyList<string> variables)
    {
        _problem = problem;
        Keys = [.. problem.Variables
            .Where(variable => variable.Parameter is not null && variable.IsActive && (variables.Count == 0 || variables.Contains(variable.Key)))
            .Select(variable => variable.Key)];
        Count = Keys.Sum(key => problem.Parameter(key).Count);
    }

    /// <summary>Keys of the parameters.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Number of elements of all of them.</summary>
    public int Count { get; }

    /// <summary>Reads q.</summary>
    public double[] Read(JointPoint point) => Flatten(point, key => 1 / _problem.Parameter(key).Scale);

    /// <summary>Reads ∂J/∂q from ∂J/∂θ.</summary>
    public double[] ReadGradient(JointPoint gradient) => Flatten(gradient, key => _problem.Parameter(key).Scale);

    /// <summary>The elements that a bound holds: they are on it, and downhill lies outside.</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="gradient">∂J/∂q.</param>
    public bool[] Held(JointPoint point, double[] gradient)
    {
        var position = Flatten(point, _ => 1);
        var bounds = Keys.SelectMany(key => Enumerable.Repeat(_problem.Parameter(key).Bounds, _problem.Parameter(key).Count)).ToArray();
        return [.. Enumerable.Range(0, Count).Select(index => bounds[index] is { } bound
            && (position[index] <= bound.Lower && gradient[index] > 0 || position[index] >= bound.Upper && gradient[index] < 0))];
    }

    /// <summary>Writes q into the point, inside the bounds, and returns what came of it.</summary>
    public double[] Write(JointPoint point, double[] scaled)
    {
        using var scope = torch.NewDisposeScope();
        var offset = 0;
        foreach (var key in Keys)
        {
            var parameter = _problem.Parameter(key);
            var values = torch.tensor([.. scaled.Skip(offset).Take(parameter.Count).Select(value => value * parameter.Scale)], torch.ScalarType.Float64);
            point[key].copy_(values.reshape(point[key].shape));
            _problem.Clamp(key, point[key]);
            offset += parameter.Count;
        }

        return Read(point);
    }

    /// <summary>Makes the tangent that moves one element by its natural scale.</summary>
    public JointPoint Tangent(JointPoint point, int element)
    {
        using var scope = torch.NewDisposeScope();
        var tangent = new JointPoint();
        foreach (var key in Keys)
        {
            var parameter = _problem.Parameter(key);
            if (element >= 0 && element < parameter.Count)
            {
                var flat = torch.zeros(parameter.Count, torch.ScalarType.Float64, point[key].device);
                flat[element] = parameter.Scale;
                tangent[key] = flat.reshape(point[key].shape).clone();
            }

            element -= parameter.Count;
        }

        return tangent;
    }

    private double[] Flatten(JointPoint point, Func<string, double> factor) =>
        [.. Keys.SelectMany(key =>
        {
            using var scope = torch.NewDisposeScope();
            return point[key].reshape(-1).cpu().data<double>().ToArray().Select(value => value * factor(key));
        })];
}
