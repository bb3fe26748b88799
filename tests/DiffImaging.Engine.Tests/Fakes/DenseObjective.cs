using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>The objective of a small problem with real variables as a function of one vector, with matrices that are stored. Regularizers count by their weight in iteration 0.</summary>
/// <param name="problem">The problem.</param>
/// <param name="point">Where; borrowed.</param>
/// <param name="keys">The variables in the order of their numbers.</param>
internal sealed class DenseObjective(JointProblem problem, JointPoint point, IReadOnlyList<string> keys)
{
    private const double Step = 1e-5;

    /// <summary>∇²J by central differences of the gradient.</summary>
    public torch.Tensor Hessian()
    {
        var columns = Enumerable.Range(0, Count).Select(index => (Gradient(index, Step) - Gradient(index, -Step)) / (2 * Step));
        var matrix = torch.stack([.. columns], 1);
        return (matrix + matrix.transpose(0, 1)) / 2;
    }

    /// <summary>JᵀWJ for the weight 1, by central differences of the prediction.</summary>
    public torch.Tensor Expected()
    {
        var jacobian = torch.stack([.. Enumerable.Range(0, Count).Select(index => (Predict(index, Step) - Predict(index, -Step)) / (2 * Step))], 1);
        return jacobian.transpose(0, 1).mm(jacobian);
    }

    /// <summary>The rows and columns of some variables.</summary>
    public double[,] Part(torch.Tensor matrix, IReadOnlyList<string> some)
    {
        var chosen = new List<int>();
        foreach (var key in some)
        {
            var first = keys.TakeWhile(other => other != key).Sum(other => (int)point[other].numel());
            chosen.AddRange(Enumerable.Range(first, (int)point[key].numel()));
        }

        var result = new double[chosen.Count, chosen.Count];
        for (var row = 0; row < chosen.Count; row++)
        {
            for (var column = 0; column < chosen.Count; column++)
            {
                result[row, column] = matrix[chosen[row], chosen[column]].item<double>();
            }
        }

        return result;
    }

    private int Count => keys.Sum(key => (int)point[key].numel());

    private torch.Tensor Gradient(int index, double step)
    {
        using var moved = Moved(index, step);
        using var value = problem.Evaluate(moved, keys.ToHashSet());
        foreach (var key in keys)
        {
            RegularizerGradient.AddTo(value.Gradient[key], problem, moved, key, 0, []);
        }

        return torch.cat([.. keys.Select(key => value.Gradient[key].reshape(-1))]);
    }

    private torch.Tensor Predict(int index, double step)
    {
        using var moved = Moved(index, step);
        return torch.cat([.. problem.Frames.Ranges.Select(range => problem.Pipeline.Forward(moved, range).Tensor.reshape(-1))]);
    }

    private JointPoint Moved(int index, double step)
    {
        var moved = point.Clone();
        foreach (var key in keys)
        {
            var count = (int)moved[key].numel();
            if (index < count)
            {
                moved[key].reshape(-1)[index].add_(step);
                break;
            }

            index -= count;
        }

        return moved;
    }
}
