using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Starts;

/// <summary>Values that starts begin with.</summary>
/// <remarks>Every element is cut into as many equal parts as there are starts beside the nominal one, and each start has the middle of another part:
/// a Latin hypercube.</remarks>
internal static class StartDraws
{
    private const double Deviations = 2;

    /// <summary>Draws the values.</summary>
    /// <param name="options">How many, and of which parameters; those that are not estimated stay nominal.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="seed">Seed of which part goes with which.</param>
    /// <returns>For each start the values by key; the first has none, and there is only that where nothing is estimated.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, double[]>> Of(StartOptions options, IReadOnlyList<Variable> variables, long seed)
    {
        Variable[] free = [.. variables.Where(variable => variable is { IsActive: true, Parameter: not null } && options.Parameters.Contains(variable.Key))];
        var count = free.Length == 0 ? 0 : options.Count - 1;
        var random = new Random((int)(seed % int.MaxValue));
        var starts = Enumerable.Range(0, count + 1).Select(_ => new Dictionary<string, double[]>()).ToArray();
        foreach (var (key, parameter) in free.Select(variable => (variable.Key, variable.Parameter!)))
        {
            foreach (var start in starts.Skip(1))
            {
                start[key] = new double[parameter.Count];
            }

            for (var element = 0; element < parameter.Count; element++)
            {
                var (lower, upper) = Range(parameter, element);
                var parts = Enumerable.Range(0, count).ToArray();
                random.Shuffle(parts);
                for (var index = 0; index < count; index++)
                {
                    starts[index + 1][key][element] = lower + (parts[index] + 0.5) / count * (upper - lower);
                }
            }
        }

        return starts;
    }

    private static (double Lower, double Upper) Range(UncertaintyParameter parameter, int element)
    {
        if (parameter.Prior is not { } prior)
        {
            return (parameter.Bounds!.Lower, parameter.Bounds.Upper);
        }

        var nominal = parameter.Nominal[Math.Min(element, parameter.Nominal.Count - 1)];
        var (lower, upper) = (nominal - Deviations * prior.StandardDeviation, nominal + Deviations * prior.StandardDeviation);
        return parameter.Bounds is { } bounds ? (Math.Max(lower, bounds.Lower), Math.Min(upper, bounds.Upper)) : (lower, upper);
    }
}
