using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Pipelines;

/// <summary>The forward model f(x, θ) as a chain of stages; owns them.</summary>
public sealed class ForwardPipeline : IDisposable
{
    private readonly List<IForwardStage> _stages;

    /// <summary>Creates every stage of a checked plan.</summary>
    /// <param name="plan">The plan, without errors.</param>
    /// <param name="context">Device, precision, seed.</param>
    public ForwardPipeline(PipelinePlan plan, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        Context = context;
        var stages = new List<IForwardStage>();
        try
        {
            stages.AddRange(plan.Stages.Select(stage => stage.Use.Call("while creating", () => stage.Plan.Create(context))));
        }
        catch
        {
            stages.ForEach(stage => stage.Dispose());
            throw;
        }

        _stages = stages;
    }

    /// <summary>The plan behind the pipeline.</summary>
    public PipelinePlan Plan { get; }

    /// <summary>Device, precision, seed.</summary>
    public StageContext Context { get; }

    /// <summary>The sensor, where a stage says what it can record.</summary>
    public ISensor? Sensor => _stages.OfType<ISensor>().LastOrDefault();

    /// <summary>Computes the prediction in operations that autograd can record.</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>The prediction, in the caller's dispose scope.</returns>
    public Signal Forward(JointPoint point, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(point);
        var signal = new Signal(null, Plan.Source);
        for (var index = 0; index < _stages.Count; index++)
        {
            var (stage, planned, input) = (_stages[index], Plan.Stages[index], signal);
            signal = planned.Use.Call("in Forward of", () => stage.Forward(input, point.Of(planned), frames));
        }

        return signal;
    }

    /// <summary>Evaluates the model at a point and keeps what derivatives need.</summary>
    /// <param name="point">Values of every variable; they must outlive the result.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>The linearised model; the caller disposes it.</returns>
    public PipelineLinearization Linearize(JointPoint point, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new PipelineLinearization(Plan, _stages, point, frames);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var stage in _stages)
        {
            stage.Dispose();
        }
    }
}
