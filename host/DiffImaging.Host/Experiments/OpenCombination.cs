using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;

namespace DiffImaging.Host.Experiments;

/// <summary>A combination of numbers that measurement and priors leave open.</summary>
/// <param name="Text">The combination in numbers and names, such as <c>0.71·scan.distance[0] + 0.71·scan.distance[1]</c>.</param>
/// <param name="Gauge">The gauge that it is, where a stage has named it, with its convention; null where none has.</param>
internal sealed record OpenCombination(string Text, string? Gauge)
{
    // Of a unit vector: numbers with a hundredth part in it or less are left out.
    private const double LeastPart = 1e-2;

    /// <summary>Describes all that was found.</summary>
    /// <param name="found">The error bars.</param>
    /// <param name="pipeline">The pipeline.</param>
    public static IReadOnlyList<OpenCombination> Of(ParameterUncertainty found, PipelinePlan pipeline) => [.. found.Undetermined.Select(direction =>
    {
        var parts = direction.Select((part, index) => (Part: part, Index: index)).Where(pair => Math.Abs(pair.Part) > LeastPart).ToList();
        var text = parts.Count == 1
            ? ErrorBars.Name(found, parts[0].Index)
            : string.Join(" ", parts.Select((pair, place) => FormattableString.Invariant(
                $"{(pair.Part < 0 ? "− " : place == 0 ? "" : "+ ")}{Math.Abs(pair.Part):G2}·{ErrorBars.Name(found, pair.Index)}")));
        return new OpenCombination(text, GaugeOf(pipeline, parts.Select(pair => found.Elements[pair.Index].Key).ToHashSet()));
    })];

    /// <summary>The first gauge that has all of some parameters, with its convention; null where no stage has named one.</summary>
    public static string? GaugeOf(PipelinePlan pipeline, IReadOnlySet<string> keys) => (
        from stage in pipeline.Stages
        from gauge in stage.Plan.Gauges
        where keys.IsSubsetOf(gauge.Variables.Select(name => $"{stage.Definition.Name}.{name}"))
        select $"'{gauge.Name}' of {stage.Definition.Name}: {gauge.Convention}").FirstOrDefault();
}
