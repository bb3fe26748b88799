using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
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
            var scaled = Scaled(point[variable.Key], parameter, prior);
            gradient[variable.Key].add_(scaled / prior.StandardDeviation);
            total += 0.5 * scaled.square().sum().item<double>();
        }

        return total;
    }

    /// <summary>Gives the priors' part of a gradient a factor.</summary>
    /// <param name="gradient">Gradient with the priors as they are; changed in place.</param>
    /// <param name="point">Where it was taken.</param>
    /// <param name="variables">Every variable of the model.</param>
    /// <param name="keys">Keys of the parameters whose gradients are in it.</param>
    /// <param name="factor">The factor.</param>
    public static void Weigh(JointPoint gradient, JointPoint point, IReadOnlyList<Variable> variables, IReadOnlyList<string> keys, double factor)
    {
        if (factor != 1)
        {
            using var priors = Gradient(point, variables, keys);
            JointSpace.Add(gradient, priors, factor - 1);
        }
    }

    /// <summary>The priors' gradients alone.</summary>
    /// <returns>Gradients of the parameters wanted; the caller disposes it.</returns>
    public static JointPoint Gradient(JointPoint point, IReadOnlyList<Variable> variables, IReadOnlyList<string> keys)
    {
        using var scope = torch.NewDisposeScope();
        var gradient = new JointPoint();
        foreach (var key in keys)
        {
            gradient[key] = torch.zeros_like(point[key]);
        }

        AddTo(gradient, point, variables, keys.ToHashSet());
        return gradient;
    }

    /// <summary>The value of the priors of every parameter that is estimated.</summary>
    public static double Value(JointPoint point, IReadOnlyList<Variable> variables)
    {
        using var scope = torch.NewDisposeScope();
        return variables
            .Where(variable => variable is { IsActive: true, Parameter.Prior: not null })
            .Sum(variable => 0.5 * Scaled(point[variable.Key], variable.Parameter!, variable.Parameter!.Prior!).square().sum().item<double>());
    }

    private static torch.Tensor Scaled(torch.Tensor value, UncertaintyParameter parameter, GaussianPrior prior)
    {
        var nominal = torch.tensor(parameter.Nominal.ToArray(), torch.ScalarType.Float64, value.device);
        return (value - nominal.reshape(value.shape)) / prior.StandardDeviation;
    }
}
