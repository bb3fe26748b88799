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

    /// <summary>Writes q into the point, inside the bounds, and returns what came of it.</summary>
    public double[] Write(JointPoint point, double[] scaled)
    {
        var offset = 0;
        foreach (var key in Keys)
        {
            var parameter = _problem.Parameter(key);
            using var values = torch.tensor([.. scaled.Skip(offset).Take(parameter.Count).Select(value => value * parameter.Scale)], torch.ScalarType.Float64);
            using var shaped = values.reshape(point[key].shape);
            point[key].copy_(shaped);
            _problem.Clamp(key, point[key]);
            offset += parameter.Count;
        }

        return Read(point);
    }

    /// <summary>Makes the tangent that moves one element by its natural scale.</summary>
    public JointPoint Tangent(JointPoint point, int element)
    {
        var tangent = new JointPoint();
        foreach (var key in Keys)
        {
            var parameter = _problem.Parameter(key);
            if (element >= 0 && element < parameter.Count)
            {
                using var flat = torch.zeros(parameter.Count, torch.ScalarType.Float64, point[key].device);
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
            using var flat = point[key].reshape(-1).cpu();
            return flat.data<double>().ToArray().Select(value => value * factor(key));
        })];
}
