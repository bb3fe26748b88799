using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Simulation;
using DiffImaging.Engine.Uncertainty;

namespace DiffImaging.Host.Experiments;

/// <summary>Errors of estimated parameters against the truth of a simulation.</summary>
internal static class ParameterErrors
{
    /// <param name="variables">Variables of the model.</param>
    /// <param name="point">Their estimates.</param>
    /// <param name="truth">The truth.</param>
    /// <returns>Of a scalar <c>error.stage.name</c>. Of several elements <c>error.stage.name.rms</c>, and, where a change common to all is often no more than
    /// a gauge, <c>.relativeRms</c> after their mean over the first axis is removed, and <c>.common</c>, the length of that mean; all in the parameter's unit.</returns>
    public static IEnumerable<KeyValuePair<string, double>> Of(IEnumerable<Variable> variables, JointPoint point, SimulatedMeasurement truth)
    {
        foreach (var variable in variables.Where(variable => variable.Parameter is not null))
        {
            if (!truth.Parameters.TryGetValue(variable.Key, out var expected) || expected.Count != variable.Parameter!.Count)
            {
                continue;
            }

            using var flat = point[variable.Key].reshape(-1).cpu();
            double[] errors = [.. flat.data<double>().ToArray().Zip(expected, (estimate, value) => estimate - value)];
            var name = $"error.{variable.Key}";
            if (errors.Length == 1)
            {
                yield return new(name, errors[0]);
                continue;
            }

            var width = errors.Length / (int)variable.Parameter.Shape[0];
            double[] means = [.. Enumerable.Range(0, width).Select(column => errors.Where((_, index) => index % width == column).Average())];
            yield return new(name + ".rms", Rms(errors));
            yield return new(name + ".relativeRms", Rms([.. errors.Select((error, index) => error - means[index % width])]));
            yield return new(name + ".common", Math.Sqrt(means.Sum(mean => mean * mean)));
        }
    }

    /// <summary>Errors of the single numbers of parameters with several, as far as they have error bars: <c>error.stage.name[index]</c>.</summary>
    /// <param name="found">The error bars.</param>
    /// <param name="point">The estimates.</param>
    /// <param name="truth">The truth.</param>
    public static IEnumerable<KeyValuePair<string, double>> OfNumbers(ParameterUncertainty? found, JointPoint point, SimulatedMeasurement truth)
    {
        foreach (var element in found?.Elements ?? [])
        {
            if (point[element.Key].numel() > 1 && truth.Parameters.TryGetValue(element.Key, out var expected) && expected.Count == point[element.Key].numel())
            {
                using var flat = point[element.Key].reshape(-1);
                yield return new($"error.{element.Key}[{element.Index}]", flat.cpu().data<double>()[element.Index] - expected[element.Index]);
            }
        }
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Average(value => value * value));
}
