using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The Gauss–Newton matrix JᵀWJ of the fidelity at one point, as a product with vectors; W is the expected curvature.</summary>
/// <remarks>The linearised model of every frame is kept, unless the problem bounds the frames that are computed at once: then it
/// is made again for each product.</remarks>
internal sealed class GaussNewtonMatrix : IJointMatrix, IDisposable
{
    private readonly JointProblem _problem;
    private readonly JointPoint _point;
    private readonly List<(PipelineLinearization Model, torch.Tensor Weight)> _kept = [];

    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; they must not change as long as the matrix is used.</param>
    /// <exception cref="InvalidOperationException">The fidelity term has no curvature.</exception>
    public GaussNewtonMatrix(JointProblem problem, JointPoint point)
    {
        (_problem, _point) = (problem, point);
        if (problem.FramesAtOnce == 0)
        {
            try
            {
                _kept.AddRange(problem.Frames.Ranges.Select(Linearize));
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc />
    public JointPoint Multiply(JointPoint tangent, IReadOnlySet<string> wanted)
    {
        JointPoint? sum = null;
        Visit((model, weight) =>
        {
            using var scope = torch.NewDisposeScope();
            var moved = model.Jvp(tangent) ?? torch.zeros_like(model.Prediction);
            sum = JointPoint.Sum(sum, model.Vjp(moved * weight, wanted));
        });
        return sum!;
    }

    /// <summary>Draws Jᵀ√W n, n white noise: its covariance is JᵀWJ.</summary>
    /// <param name="wanted">Keys of the variables.</param>
    /// <param name="noise">Source of n.</param>
    /// <returns>The draw; the caller disposes it.</returns>
    public JointPoint Draw(IReadOnlySet<string> wanted, BalancedNoise noise)
    {
        JointPoint? sum = null;
        Visit((model, weight) =>
        {
            using var scope = torch.NewDisposeScope();
            sum = JointPoint.Sum(sum, model.Vjp(noise.Like(model.Prediction, isSigned: false) * weight.sqrt(), wanted));
        });
        return sum!;
    }

    /// <summary>Runs a function over the linearised models of all runs of frames, each with its W.</summary>
    public void Visit(Action<PipelineLinearization, torch.Tensor> visit)
    {
        using var quiet = torch.no_grad();
        foreach (var (model, weight) in _kept)
        {
            visit(model, weight);
        }

        foreach (var range in _kept.Count > 0 ? [] : _problem.Frames.Ranges)
        {
            var (model, weight) = Linearize(range);
            using (model)
            using (weight)
            {
                visit(model, weight);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (model, weight) in _kept)
        {
            model.Dispose();
            weight.Dispose();
        }
    }

    private (PipelineLinearization Model, torch.Tensor Weight) Linearize(FrameRange frames)
    {
        using var quiet = torch.no_grad();
        var model = _problem.Pipeline.Linearize(_point, frames);
        try
        {
            return (model, _problem.Fidelity.Curvature(model.Prediction, _problem.Measured(frames), _problem.Weight(frames)).DetachFromDisposeScope());
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
