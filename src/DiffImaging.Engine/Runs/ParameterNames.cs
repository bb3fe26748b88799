using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>The elements of the estimated parameters as a flat list with names.</summary>
internal sealed class ParameterNames
{
    private readonly List<Variable> _parameters;

    public ParameterNames(JointProblem problem)
    {
        _parameters = [.. problem.Variables.Where(variable => variable.Parameter is not null && variable.IsActive)];
        Names = [.. _parameters.SelectMany(variable => Enumerable.Range(0, variable.Parameter!.Count).Select(variable.NumberName))];
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<double> Read(JointPoint point) => [.. _parameters.SelectMany(variable => Elements(point[variable.Key]))];

    public IReadOnlyList<(string Name, string Unit, double Value)> Describe(JointPoint point)
    {
        var units = _parameters.SelectMany(variable => Enumerable.Repeat(variable.Parameter!.Unit, variable.Parameter.Count));
        return [.. Names.Zip(units, Read(point))];
    }

    private static double[] Elements(torch.Tensor value)
    {
        using var scope = torch.NewDisposeScope();
        return value.reshape(-1).cpu().data<double>().ToArray();
    }
}
