using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Regularizers;

/// <summary>F(x) = R(x) + ‖x − v‖² / (2t), minimised without any knowledge of R.</summary>
internal sealed class ProximalProblem(IRegularizer regularizer, torch.Tensor v, double step)
{
    private const int Descents = 200;
    private const int RandomDirections = 20;
    private const int Halvings = 30;

    public double Evaluate(torch.Tensor x) => Function(x).item<double>();

    /// <summary>Returns the lowest value found from a point: towards v and away from it, along random directions, and by descent.</summary>
    public double Search(torch.Tensor point, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var lowest = Math.Min(LineSearch(point, v - point).Value, LineSearch(point, point - v).Value);
        for (var draw = 0; draw < RandomDirections; draw++)
        {
            var direction = RandomTensor.Normal(point.shape, point.is_complex(), generator) * TensorMeasure.Norm(point - v) / Math.Sqrt(point.numel());
            lowest = Math.Min(lowest, LineSearch(point, direction).Value);
        }

        return Math.Min(lowest, Descend(point));
    }

    private double Descend(torch.Tensor point)
    {
        using var outer = torch.NewDisposeScope();
        var (x, value) = (point.alias(), Evaluate(point));
        for (var iteration = 0; iteration < Descents; iteration++)
        {
            using var scope = torch.NewDisposeScope();
            var (next, lower) = LineSearch(x, -2 * step * Gradient.Of(Function, x));
            if (!(lower < value))
            {
                break;
            }

            (x, value) = (next.MoveToOuterDisposeScope(), lower);
        }

        return value;
    }

    private (torch.Tensor Point, double Value) LineSearch(torch.Tensor point, torch.Tensor direction)
    {
        var (best, lowest) = (point, Evaluate(point));
        for (var (halving, length) = (0, 1.0); halving < Halvings; halving++, length /= 2)
        {
            var candidate = point + length * direction;
            var value = Evaluate(candidate);
            if (value < lowest)
            {
                (best, lowest) = (candidate, value);
            }
        }

        return (best, lowest);
    }

    private torch.Tensor Function(torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        var difference = x - v;
        var squared = difference.is_complex() ? difference.real.square() + difference.imag.square() : difference.square();
        return (regularizer.Evaluate(x) + squared.sum() / (2 * step)).MoveToOuterDisposeScope();
    }
}
