using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Pipelines;

/// <summary>Checks what a stage plans for its parameters, before a tensor is made of it: a stage that took any number of values from a configuration is found here.</summary>
internal static class ParameterCheck
{
    /// <param name="plan">The plan of the stage.</param>
    /// <param name="findings">Takes the errors; its place is the stage.</param>
    public static void Require(StagePlan plan, FindingList findings)
    {
        foreach (var parameter in plan.Parameters)
        {
            var place = findings.Below(parameter.Name);
            var count = parameter.Shape.Aggregate(1L, (product, size) => product * size);
            if (parameter.Nominal.Count != count)
            {
                place.Error("nominal", $"found {parameter.Nominal.Count} values, expected {count} ({Describe(parameter)}).");
            }

            if (!parameter.Nominal.All(double.IsFinite))
            {
                place.Error("nominal", "found a value that is no finite number.");
            }

            if (!(parameter.Scale > 0 && double.IsFinite(parameter.Scale)))
            {
                place.Error("scale", FormattableString.Invariant($"found {parameter.Scale}, expected a positive number: a change that is just seen in the measurement."));
            }

            if (parameter.Prior is { } prior && !(prior.StandardDeviation > 0))
            {
                place.Error("prior", FormattableString.Invariant($"found a standard deviation of {prior.StandardDeviation}, expected a positive number."));
            }

            if (parameter.Bounds is { } bounds && !(bounds.Lower <= bounds.Upper))
            {
                place.Error("bounds", FormattableString.Invariant($"found {bounds.Lower} as the lower and {bounds.Upper} as the upper one, expected the lower one first."));
            }

            RequireElements(parameter, plan.Output.Frames, place);
        }
    }

    private static void RequireElements(UncertaintyParameter parameter, int frames, FindingList place)
    {
        if (parameter.ElementOfFrame is { } elements
            && (parameter.Shape.Count == 0 || elements.Count != frames || elements.Any(element => element < 0 || element >= parameter.Shape[0])))
        {
            place.Error("", $"its stage names {elements.Count} elements of frames for {frames} frames of a parameter of {Describe(parameter)}; expected an index along the first axis for each frame. This is a mistake of the plugin.");
        }
    }

    private static string Describe(UncertaintyParameter parameter) => parameter.Shape.Count == 0 ? "one number" : string.Join(" × ", parameter.Shape);
}
