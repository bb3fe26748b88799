using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Pipelines;

/// <summary>The forward model at one point: prediction, J v and Jᵀ u, composed from the stages' own.</summary>
/// <remarks>A stage without hand-written derivatives gets Jᵀ u from autograd and J v from central differences.</remarks>
public sealed class PipelineLinearization : IDisposable
{
    private readonly PipelinePlan _plan;
    private readonly JointPoint _point;
    private readonly List<ILinearization> _links = [];

    internal PipelineLinearization(PipelinePlan plan, IReadOnlyList<IForwardStage> stages, JointPoint point, FrameRange frames)
    {
        (_plan, _point) = (plan, point);
        Frames = frames;
        try
        {
            var signal = new Signal(null, plan.Source);
            for (var index = 0; index < stages.Count; index++)
            {
                var (stage, planned, input, values) = (stages[index], plan.Stages[index], signal, point.Of(plan.Stages[index]));
                _links.Add(stage is ILinearizableStage linearizable
                    ? planned.Use.Call("in Linearize of", () => linearizable.Linearize(input, values, frames))
                    : planned.Use.Call<ILinearization>("in Forward of", () => new AutogradLinearization(stage, planned.Plan, input, values, frames)));
                signal = _links[^1].Output;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The frames of the prediction.</summary>
    public FrameRange Frames { get; }

    /// <summary>The prediction; owned by the linearisation.</summary>
    public torch.Tensor Prediction => _links[^1].Output.Tensor;

    /// <summary>Whether J v is exact: no stage gives it by differences.</summary>
    public bool HasExactTangents => _links.TrueForAll(link => link is not AutogradLinearization);

    /// <summary>Computes J v.</summary>
    /// <param name="tangent">Tangents of some variables; absent ones are zero.</param>
    /// <returns>Tangent of the prediction in the caller's dispose scope; null for zero.</returns>
    public torch.Tensor? Jvp(JointPoint tangent)
    {
        ArgumentNullException.ThrowIfNull(tangent);
        using var scope = torch.NewDisposeScope();
        var signal = new Signal(null, _plan.Source);
        for (var index = 0; index < _links.Count; index++)
        {
            var (link, stage, input) = (_links[index], _plan.Stages[index], signal);
            signal = stage.Use.Call("in Jvp of", () => link.Jvp(input, tangent.Of(stage)));
        }

        return signal.Values?.MoveToOuterDisposeScope();
    }

    /// <summary>Computes Jᵀ u.</summary>
    /// <param name="cotangent">Cotangent of the prediction; handed over, it may be overwritten.</param>
    /// <param name="wanted">Keys of the variables whose gradients are wanted.</param>
    /// <returns>Gradients of the variables wanted; the caller disposes it.</returns>
    public JointPoint Vjp(torch.Tensor cotangent, IReadOnlySet<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        using var scope = torch.NewDisposeScope();
        var result = new JointPoint();
        var first = _plan.Stages.ToList().FindIndex(stage => stage.Variables.Any(variable => wanted.Contains(variable.Key)));
        var signal = new Signal(cotangent, _plan.Output);
        for (var index = _links.Count - 1; index >= first && first >= 0 && signal.Values is not null; index--)
        {
            var stage = _plan.Stages[index];
            var names = stage.Variables.Where(variable => wanted.Contains(variable.Key)).Select(variable => variable.Name).ToHashSet();
            var (link, output, request) = (_links[index], signal, new CotangentRequest(index > first, names));
            var (input, values) = stage.Use.Call("in Vjp of", () => link.Vjp(output, request));
            foreach (var (name, value) in values.Where(pair => names.Contains(pair.Key)))
            {
                result[$"{stage.Definition.Name}.{name}"] = value.alias();
            }

            signal = input;
        }

        // What a stage left out, or a zero cotangent never reached, is zero.
        foreach (var key in wanted.Where(key => !result.Contains(key)))
        {
            result[key] = torch.zeros_like(_point[key]);
        }

        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var link in _links)
        {
            link.Dispose();
        }
    }
}
