using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Optimization;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Weights;

/// <summary>Checks the section <c>weights</c>.</summary>
internal static class WeightChoiceCheck
{
    public static WeightChoiceOptions Check(WeightChoiceOptions options, IReadOnlyList<PlannedRegularizer> regularizers, IReadOnlyList<PhaseOptions> schedule, FindingList findings)
    {
        if (options.By == WeightCriterion.Given)
        {
            return options;
        }

        var place = findings.Below(ExperimentSections.Weights);
        if (regularizers.Count == 0)
        {
            place.Error("by", "there is no regularizer whose weight could be chosen; name some in 'regularizers', or leave the section out.");
        }

        foreach (var name in options.Regularizers.Where(name => regularizers.All(term => term.Name != name)))
        {
            place.Error("regularizers", $"no regularizer is named '{name}'; {NearestName.Hint(name, [.. regularizers.Select(term => term.Name)])}.");
        }

        if (options.Until.Length > 0 && schedule.All(phase => phase.Name != options.Until))
        {
            place.Error("until", $"no phase is named '{options.Until}'; {NearestName.Hint(options.Until, [.. schedule.Select(phase => phase.Name)])}.");
        }

        if (!(options.Lowest < options.Highest))
        {
            place.Error("lowest", $"found {options.Lowest}, expected less than 'highest', {options.Highest}.");
        }

        return options;
    }
}
