using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>Checks the section <c>uncertainty</c>.</summary>
internal static class UncertaintyCheck
{
    public static UncertaintyOptions Check(UncertaintyOptions options, PipelinePlan pipeline, IReadOnlyList<string> frameSets, FindingList findings)
    {
        var place = findings.Below(ExperimentSections.Uncertainty);
        FrameList.Check(options.Frames, pipeline.Output.Frames, frameSets, place.Below("frames"));
        foreach (var key in options.Parameters)
        {
            Check(key, pipeline, place.Below("parameters"));
        }

        if (options.Cells == 1)
        {
            place.Error("cells", "found 1, expected 2 at least, which can disagree, or 0 for none.");
        }

        return options;
    }

    private static void Check(string key, PipelinePlan pipeline, FindingList place)
    {
        var known = pipeline.Variables.Where(variable => variable.Parameter is not null).ToList();
        if (known.FirstOrDefault(variable => variable.Key == key) is not { } variable)
        {
            place.Error("", $"unknown parameter '{key}'; {NearestName.Hint(key, [.. known.Select(one => one.Key)])}.");
        }
        else if (!ScaledParameters.IsDense(variable.Parameter!))
        {
            place.Error("", $"'{key}' has {variable.Parameter!.Count} numbers, each of which would have to be solved for; expected at most {ScaledParameters.MostProbes}. Leave it out: it follows the others.");
        }
        else if (!variable.IsActive)
        {
            place.Warning("", $"'{key}' is fixed and gets no error bar.");
        }
    }
}
