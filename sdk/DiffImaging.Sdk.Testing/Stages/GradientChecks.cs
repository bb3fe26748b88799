using DiffImaging.Sdk.Parameters;
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
            return
            [
                .. scene.Point.Slots.Select(slot => ConformanceCheck.Run(
                    $"The gradient by {slot} agrees with central differences", () => Compare(scene, cotangent, gradient, direction.Only(slot)))),
                .. scene.Plan.Parameters.Where(parameter => parameter.ElementOfFrame is not null).Select(parameter => ConformanceCheck.Run(
                    $"Each frame depends on the elements of {parameter.Name} that the plan says", () => CompareFrames(scene, cotangent, parameter))),
            ];
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

    // Solvers learn the derivatives by all elements at once where each frame depends on its own alone: a wrong list makes them wrong without a word.
    private static (bool, string) CompareFrames(StageScene scene, torch.Tensor cotangent, UncertaintyParameter parameter)
    {
        var elements = parameter.ElementOfFrame!;
        if (elements.Count != scene.Frames.Count || elements.Any(element => element < 0 || element >= parameter.Shape[0]))
        {
            return (false, $"ElementOfFrame is [{string.Join(", ", elements)}], expected for each of {scene.Frames.Count} frames an index below {parameter.Shape[0]}.");
        }

        var problems = new List<string>();
        for (var frame = 0; frame < elements.Count; frame++)
        {
            var ofFrame = torch.zeros_like(cotangent);
            ofFrame[frame] = cotangent[frame];
            var slopes = Autograd(scene, ofFrame).Values[parameter.Name].reshape(parameter.Shape[0], -1).abs().sum([1L]).data<double>().ToArray();
            var others = Enumerable.Range(0, slopes.Length).Where(element => element != elements[frame] && slopes[element] != 0).ToList();
            if (others.Count > 0)
            {
                problems.Add($"Frame {frame} depends on element {string.Join(", ", others)}, but ElementOfFrame says {elements[frame]}.");
            }
        }

        return ConformanceCheck.None(problems);
    }

    private static torch.Tensor Functional(torch.Tensor output, torch.Tensor cotangent)
    {
        var product = cotangent.conj() * output;
        return (product.is_complex() ? product.real : product).sum();
    }
}
