using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The columns of J of the parameters alone, in natural scales, and sums over them.</summary>
/// <remarks>J v of the whole model gives a column. Elements that no frame shares are moved together: a parameter with a value for each
/// frame costs as many products as one frame has elements, not as many as there are frames.</remarks>
/// <param name="parameters">The parameters of the phase.</param>
/// <param name="point">Values of every variable.</param>
internal sealed class ParameterColumns(ScaledParameters parameters, JointPoint point)
{
    private readonly IReadOnlyList<ParameterProbe> _probes = parameters.Probes();

    /// <summary>Whether there is no parameter.</summary>
    public bool IsEmpty => _probes.Count == 0;

    /// <summary>Computes the columns of a run of frames.</summary>
    /// <param name="model">The linearised model of the frames, at the point.</param>
    /// <returns>[frames, columns, pixels], float64, for the products of nearly parallel columns are subtracted from each other later; in the caller's dispose scope.</returns>
    public torch.Tensor Of(PipelineLinearization model)
    {
        using var scope = torch.NewDisposeScope();
        return torch.stack(_probes.Select(probe => Column(model, probe)), 1).MoveToOuterDisposeScope();
    }

    /// <summary>Adds JᵀWJ of a run of frames.</summary>
    /// <param name="columns">What <see cref="Of"/> gave.</param>
    /// <param name="weight">W, shape of the prediction.</param>
    /// <param name="frames">The run.</param>
    /// <param name="sum">Takes it, element by element; changed in place.</param>
    public void AddGram(torch.Tensor columns, torch.Tensor weight, FrameRange frames, double[,] sum)
    {
        using var scope = torch.NewDisposeScope();
        var weighted = columns * weight.reshape(weight.shape[0], 1, -1);
        var products = torch.matmul(weighted, columns.transpose(1, 2)).cpu().data<double>().ToArray();
        var index = 0;
        for (var frame = frames.Start; frame < frames.End; frame++)
        {
            foreach (var row in _probes)
            {
                foreach (var column in _probes)
                {
                    sum[row.ElementOf(frame), column.ElementOf(frame)] += products[index++];
                }
            }
        }
    }

    /// <summary>Adds Jᵀ of a cotangent of the prediction of a run of frames.</summary>
    /// <param name="columns">What <see cref="Of"/> gave.</param>
    /// <param name="cotangent">The cotangent, shape of the prediction.</param>
    /// <param name="frames">The run.</param>
    /// <param name="sum">Takes it, element by element; changed in place.</param>
    public void AddProducts(torch.Tensor columns, torch.Tensor cotangent, FrameRange frames, double[] sum)
    {
        using var scope = torch.NewDisposeScope();
        var flat = cotangent.reshape(cotangent.shape[0], -1, 1).to(torch.ScalarType.Float64);
        var products = torch.matmul(columns, flat).cpu().data<double>().ToArray();
        var index = 0;
        for (var frame = frames.Start; frame < frames.End; frame++)
        {
            foreach (var probe in _probes)
            {
                sum[probe.ElementOf(frame)] += products[index++];
            }
        }
    }

    private torch.Tensor Column(PipelineLinearization model, ParameterProbe probe)
    {
        using var scope = torch.NewDisposeScope();
        using var tangent = parameters.Tangent(point, probe);
        var moved = model.Jvp(tangent) ?? torch.zeros_like(model.Prediction);
        return moved.reshape(moved.shape[0], -1).to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }
}
