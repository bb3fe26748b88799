using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Frames;

/// <summary>How many frames are computed at once where the experiment does not say.</summary>
/// <remarks>A fixed amount of memory, not a share of the machine's: the runs of frames decide in which order sums are taken, and an experiment
/// must end at the same numbers on every machine.</remarks>
internal static class FrameBound
{
    /// <summary>Bytes that the largest signal of an evaluation may take; with its cotangent and the intensities an iteration holds about three times as much.</summary>
    public const long Budget = 2L << 30;

    /// <summary>Finds the bound.</summary>
    /// <param name="plan">The forward model.</param>
    /// <param name="precision">Working precision of fields.</param>
    /// <param name="frames">Frames of the measurement.</param>
    /// <param name="asked">What the experiment asks for; 0 where it leaves the choice.</param>
    /// <returns>Most frames at once; 0 for all.</returns>
    public static int Of(PipelinePlan plan, Precision precision, int frames, int asked)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var number = precision == Precision.Single ? 8L : 16L;
        var most = plan.Stages
            .Select(stage => stage.Plan.Output)
            .Select(output => number * output.Modes * output.Grid.Rows * output.Grid.Columns)
            .DefaultIfEmpty(0).Max();
        return asked > 0 || most * frames <= Budget ? asked : (int)Math.Max(1, Budget / most);
    }
}
