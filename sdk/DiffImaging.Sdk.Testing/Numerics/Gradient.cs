using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>The gradient of a real function of one tensor, by autograd, and its check.</summary>
internal static class Gradient
{
    /// <summary>Computes the gradient; zero where the function does not depend on its argument.</summary>
    /// <returns>In the shape of the point, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(Func<torch.Tensor, torch.Tensor> function, torch.Tensor point)
    {
        using var scope = torch.NewDisposeScope();
        var leaf = point.clone().detach().requires_grad_(true);
        var value = function(leaf);
        if (value.requires_grad)
        {
            value.backward();
        }

        return (leaf.grad ?? torch.zeros_like(point)).MoveToOuterDisposeScope();
    }

    /// <summary>Compares a gradient with central differences along one direction.</summary>
    public static (bool Passed, string Message) Compare(
        Func<torch.Tensor, torch.Tensor> function, torch.Tensor point, torch.Tensor gradient, torch.Tensor direction)
    {
        var analytic = TensorMeasure.Inner(gradient, direction);
        var (difference, step) = CentralDifference.Of(t => function(point + t * direction), ConformanceTolerance.FineStep);
        var numeric = difference.item<double>();
        var rounding = ConformanceTolerance.Rounding / step * Math.Abs(function(point).item<double>());
        var size = Math.Max(Math.Max(Math.Abs(analytic), Math.Abs(numeric)), rounding / ConformanceTolerance.Derivative);
        var (passed, message) = ConformanceCheck.Within(
            Math.Abs(analytic - numeric) / size, ConformanceTolerance.Derivative,
            FormattableString.Invariant($"gradient {analytic:G9}, central differences {numeric:G9}"));
        return (passed && double.IsFinite(analytic), message);
    }
}
