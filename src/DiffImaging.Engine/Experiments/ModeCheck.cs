using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Experiments;

/// <summary>Warns of parameters whose mode promises more than is done with them.</summary>
internal static class ModeCheck
{
    public static void Warn(PipelinePlan pipeline, IReadOnlyList<PhaseOptions> schedule, FindingList findings)
    {
        foreach (var variable in pipeline.Variables.Where(variable => variable.Parameter is not null))
        {
            var place = findings.Below(ExperimentSections.Pipeline).Below(variable.Stage).Below(variable.Name);
            switch (variable.Parameter!.Mode)
            {
                case ParameterMode.Sample:
                    place.Warning("mode", $"found 'sample': '{variable.Key}' is drawn where this definition is simulated; a reconstruction keeps its nominal value.");
                    continue;
                case ParameterMode.Design:
                    place.Warning("mode", $"found 'design', but '{variable.Key}' is treated as with 'calibrate': it is estimated from the measurement, and no figure of merit is optimised.");
                    break;
            }

            if (variable.IsActive && !schedule.Any(phase => phase.Moves(variable)))
            {
                place.Warning("mode",
                    $"found '{variable.Parameter.Mode.ToString().ToLowerInvariant()}', but no phase of the schedule moves '{variable.Key}': it keeps its first guess. "
                    + "Name it in the variables of a phase, or set its mode to fixed to keep the nominal value.");
            }
        }
    }
}
