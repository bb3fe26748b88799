using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>The gradient that autograd finds in Forward, against central differences of L = Re Σ conj(u)·f.</summary>
internal sealed class GradientChecks(ForwardStageSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run()
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            using var scene = new StageScene(subject);
            var cotangent = scene.RandomCotangent(scene.Forward(scene.Point).Tensor);
            var gradient = Autograd(scene, cotangent);
            var direction = scene.Point.RandomDirection(scene.Plan, scene.Generator);
            return [.. scene.Point.Slots.Select(slot => ConformanceCheck.Run(
                $"The gradient by {slot} agrees with central differences", () => Compare(scene, cotangent, gradient, direction.Only(slot))))];
        }
        catch (Exception exception)
        {
            return [new ConformanceResult("The gradient can be computed by autograd", false, exception.Message)];
        }
    }

    /// <summary>Computes Jᵀu by autograd; zero where the output does not depend on a slot.</summary>
    public static StagePoint Autograd(StageScene scene, torch.Tensor cotangent)
    {
        var leaves = scene.Point.Map((_, tensor) => tensor.clone().detach().requires_grad_(true));
        var output = scene.Forward(leaves).Tensor;
        if (output.requires_grad)
        {
            Functional(output, cotangent).backward();
        }

        return leaves.Map((_, leaf) => leaf.grad ?? torch.zeros_like(leaf));
    }

    private static (bool, string) Compare(StageScene scene, torch.Tensor cotangent, StagePoint gradient, StagePoint direction)
    {
        var analytic = gradient.Inner(direction);
        var (difference, step) = CentralDifference.Of(
            t => Functional(scene.Forward(scene.Point.Plus(direction, t)).Tensor, cotangent), ConformanceTolerance.Step);
        var numeric = difference.item<double>();
        var rounding = ConformanceTolerance.Rounding / step * (cotangent.abs() * scene.Forward(scene.Point).Tensor.abs()).sum().item<double>();
        var size = Math.Max(Math.Max(Math.Abs(analytic), Math.Abs(numeric)), rounding / ConformanceTolerance.Derivative);
        var (passed, message) = ConformanceCheck.Within(
            Math.Abs(analytic - numeric) / size, ConformanceTolerance.Derivative,
            FormattableString.Invariant($"autograd {analytic:G9}, central differences {numeric:G9} at the step {step:G1}"));
        return double.IsFinite(analytic) && double.IsFinite(numeric) ? (passed, message) : (false, message);
    }

    private static torch.Tensor Functional(torch.Tensor output, torch.Tensor cotangent)
    {
        var product = cotangent.conj() * output;
        return (product.is_complex() ? product.real : product).sum();
    }
}
