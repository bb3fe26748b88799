using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Memory;

/// <summary>Estimates what a run will hold, from its checked plan alone.</summary>
/// <remarks>The largest of the phases and the error bars counts, not their sum: they follow each other in the same memory.</remarks>
public static class MemoryEstimator
{
    // The runtime, libtorch, the plugins, and what the collector leaves until it comes.
    private const long Program = 350_000_000;

    // Pixels as read and as tensor, weights, the prediction as tensor and as array, what figures and metrics make of them.
    private const long BytesOfPixel = 32;

    /// <summary>Estimates a run.</summary>
    /// <param name="plan">The experiment.</param>
    public static MemoryEstimate Of(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var output = plan.Pipeline.Output;
        var frames = FrameBound.Of(plan.Pipeline, plan.Run.Precision, output.Frames, plan.Run.FramesAtOnce) is > 0 and var bound ? Math.Min(bound, output.Frames) : output.Frames;
        var parts = plan.Schedule.Select(phase => Part(plan, SolverMemory.Of(phase), FramesOf(phase, frames))).ToList();
        if (HasErrorBars(plan))
        {
            parts.Add(Part(plan, SolverMemory.ErrorBars, frames));
        }

        return parts.MaxBy(part => part.Total)!;
    }

    /// <summary>Estimates the simulation of a measurement.</summary>
    /// <param name="plan">The simulation; its frames are computed all at once.</param>
    public static MemoryEstimate Of(SimulationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Part(plan.Experiment, SolverMemory.Simulation, plan.Experiment.Pipeline.Output.Frames);
    }

    private static MemoryEstimate Part(ExperimentPlan plan, SolverMemory memory, int frames)
    {
        var output = plan.Pipeline.Output;
        return new MemoryEstimate(
            Program,
            BytesOfPixel * output.Frames * output.Grid.Rows * output.Grid.Columns,
            (long)(memory.Fields * Field(plan.Pipeline, plan.Run.Precision)),
            (long)(memory.Signals * Signals(plan.Pipeline, plan.Run.Precision, frames)));
    }

    private static int FramesOf(PhaseOptions phase, int atOnce) =>
        phase is { Solver: SolverKind.Adam or SolverKind.Sgd, Batch: > 0 } ? Math.Min(phase.Batch, atOnce) : atOnce;

    private static bool HasErrorBars(ExperimentPlan plan) =>
        plan.Uncertainty.ObjectSamples > 0
        || plan.Uncertainty.Choose(plan.Pipeline.Variables.Where(variable => variable is { Parameter: not null, IsActive: true } && plan.Schedule.Any(phase => phase.Moves(variable)))).Count > 0;

    // Of one frame: what solvers, regularizers and transforms work on at a time.
    private static double Field(PipelinePlan pipeline, Precision precision)
    {
        var objects = pipeline.Variables.Sum(variable => variable.Object is { } x ? x.Shape.Aggregate(1.0, (product, size) => product * size) * Number(x.IsComplex, precision) : 0);
        return pipeline.Stages.Select(stage => Size(stage.Plan.Output, precision)).Append(objects).Max();
    }

    private static double Signals(PipelinePlan pipeline, Precision precision, int frames)
    {
        var (sum, isOfFrames) = (0.0, false);
        foreach (var stage in pipeline.Stages)
        {
            // Before the object, light is the same for every frame unless a parameter says otherwise: it is held once.
            isOfFrames |= stage.Plan.Roles.Any(role => role > StageRole.IlluminationOptics) || stage.Plan.Parameters.Any(parameter => parameter.ElementOfFrame is not null);
            sum += (isOfFrames ? frames : 1.0) * Size(stage.Plan.Output, precision);
        }

        return sum;
    }

    private static double Size(SignalDescription signal, Precision precision) =>
        (double)signal.Modes * signal.Grid.Rows * signal.Grid.Columns * Number(signal.Domain == SignalDomain.Field, precision);

    private static long Number(bool isComplex, Precision precision) => (isComplex ? 2 : 1) * (precision == Precision.Single ? 4L : 8L);
}
