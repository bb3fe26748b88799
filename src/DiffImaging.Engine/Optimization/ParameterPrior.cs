using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The Gaussian priors ½ ((θ − nominal) / σ)² of the parameters that move.</summary>
internal static class ParameterPrior
{
    /// <summary>Adds the priors' gradients to those of the fidelity and returns their value.</summary>
    public static double AddTo(JointPoint gradient, JointPoint point, IReadOnlyList<Variable> variables, IReadOnlySet<string> wanted)
    {
        var total = 0.0;
        foreach (var variable in variables)
        {
            if (variable.Parameter is not { Prior: { } prior } parameter || !wanted.Contains(variable.Key))
            {
                continue;
            }

            using var scope = torch.NewDisposeScope();
            var nominal = torch.tensor(parameter.Nominal.ToArray(), torch.ScalarType.Float64, point[variable.Key].device);
            var scaled = (point[variable.Key] - nominal.reshape(point[variable.Key].shape)) / prior.StandardDeviation;
            gradient[variable.Key].add_(scaled / prior.StandardDeviation);
            total += 0.5 * scaled.square().sum().item<double>();
        }

        return total;
    }
}
