using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;

namespace DiffImaging.Engine.Memory;

/// <summary>Refuses a run that is expected to hold more memory than <c>run:memoryLimit</c>, before a tensor is made.</summary>
public static class MemoryLimit
{
    /// <summary>Where the limit stands in a definition.</summary>
    public const string Path = ExperimentSections.Run + ":memoryLimit";

    /// <summary>Compares an estimate with the experiment's limit.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="estimate">What it needs.</param>
    /// <exception cref="ConfigurationException">It needs more.</exception>
    public static void Require(ExperimentPlan plan, MemoryEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(estimate);
        var limit = plan.Run.MemoryLimit;
        if (limit > 0 && estimate.Total > limit)
        {
            throw new ConfigurationException(Path, $"the run needs {estimate}, more than the limit of {MemoryEstimate.Text(limit)} GB. {Advice(plan)}");
        }
    }

    // Only what helps here.
    private static string Advice(ExperimentPlan plan)
    {
        List<string> ways = [];
        if (plan.Pipeline.Output.Frames > 1 && plan.Run.FramesAtOnce != 1)
        {
            ways.Add("fewer frames at once (run:framesAtOnce)");
        }

        ways.Add(plan.Uncertainty is { MostNumbers: 0, Parameters.Count: 0, ObjectSamples: 0 } ? "a solver that keeps less, such as adam" : "no error bars (uncertainty:mostNumbers 0)");
        ways.Add("a smaller region of the frames (data:region)");
        return $"Less is needed by {string.Join(", ", ways[..^1])} or {ways[^1]}.";
    }
}
