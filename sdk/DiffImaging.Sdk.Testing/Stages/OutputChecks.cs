using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>What the output of a stage must be.</summary>
internal sealed class OutputChecks(ForwardStageSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run() =>
    [
        ConformanceCheck.Run("The output agrees with the plan's description", Agrees),
        ConformanceCheck.Run("The same seed gives the same output", Repeats),
        ConformanceCheck.Run("Single precision agrees with double", SinglePrecision),
        .. subject.Input.Frames > 1 ? [ConformanceCheck.Run("A run of frames equals its part of the whole", FrameByFrame)] : Array.Empty<ConformanceResult>(),
        .. subject.Input.Domain == SignalDomain.None ? [] : new[] { ConformanceCheck.Run("An input of one number is broadcast", Broadcasts) },
    ];

    private (bool, string) Agrees()
    {
        using var scene = new StageScene(subject);
        var output = scene.Forward(scene.Point);
        var (tensor, expected, found) = (output.Tensor, scene.Plan.Output, output.Description);
        long[] sizes = [scene.Frames.Count, expected.Modes, expected.Grid.Rows, expected.Grid.Columns];
        var problems = new List<string>();
        if (tensor.dim() != 4 || tensor.shape.Zip(sizes).Any(pair => pair.First != pair.Second && pair.First != 1))
        {
            problems.Add($"The tensor is {TensorMeasure.Shape(tensor.shape)}, the plan says {TensorMeasure.Shape(sizes)}.");
        }

        if (tensor.is_complex() != (expected.Domain == SignalDomain.Field) || tensor.dtype is torch.ScalarType.Float32 or torch.ScalarType.ComplexFloat32)
        {
            problems.Add($"The tensor is {tensor.dtype}, which is no {expected.Domain} in double precision.");
        }

        if (found with { Roles = expected.Roles, Frames = expected.Frames, Band = expected.Band } != expected)
        {
            problems.Add($"The output's description is {found}, the plan's {expected}.");
        }

        if (!TensorMeasure.IsFinite(tensor))
        {
            problems.Add("The output has values that are not finite.");
        }

        return ConformanceCheck.None(problems, $"{tensor.dtype} {TensorMeasure.Shape(tensor.shape)}.");
    }

    private (bool, string) Repeats()
    {
        using var first = new StageScene(subject);
        using var second = new StageScene(subject);
        var output = first.Forward(first.Point).Tensor;
        return !TensorMeasure.Same(output, first.Forward(first.Point).Tensor) ? (false, "The same stage gave another output at its second call.")
            : !TensorMeasure.Same(output, second.Forward(first.Point).Tensor) ? (false, "A second stage of the same seed gave another output.")
            : (true, "Bit for bit.");
    }

    private (bool, string) SinglePrecision()
    {
        using var exact = new StageScene(subject);
        using var single = new StageScene(subject, Precision.Single);
        var output = single.Forward(single.Point).Tensor;
        if (output.dtype is not (torch.ScalarType.Float32 or torch.ScalarType.ComplexFloat32))
        {
            return (false, $"The output is {output.dtype} where the context asks for single precision.");
        }

        var error = TensorMeasure.RelativeError(output, exact.Forward(exact.Point).Tensor);
        return ConformanceCheck.Within(error, ConformanceTolerance.Single, "Output");
    }

    private (bool, string) FrameByFrame()
    {
        using var scene = new StageScene(subject);
        var whole = Full(scene.Forward(scene.Point).Tensor, scene.Frames.Count);
        var worst = 0.0;
        for (var frame = 0; frame < scene.Frames.Count; frame++)
        {
            var input = scene.Point.Input is { } tensor && tensor.shape[0] > 1 ? tensor.narrow(0, frame, 1) : scene.Point.Input;
            var output = scene.Forward(scene.Point with { Input = input }, new FrameRange(frame, 1)).Tensor;
            if (output.shape[0] != 1)
            {
                return (false, $"Asked for frame {frame} alone, the output is {TensorMeasure.Shape(output.shape)}.");
            }

            worst = Math.Max(worst, TensorMeasure.RelativeError(output, whole.narrow(0, frame, 1)));
        }

        return ConformanceCheck.Within(worst, ConformanceTolerance.Exact, "Worst frame");
    }

    private (bool, string) Broadcasts()
    {
        using var scene = new StageScene(subject);
        long[] full = [subject.Input.Frames, subject.Input.Modes, subject.Input.Grid.Rows, subject.Input.Grid.Columns];
        var number = subject.Input.Domain == SignalDomain.Field
            ? torch.complex(torch.full(1, 1, 1, 1, 0.8, torch.ScalarType.Float64), torch.full(1, 1, 1, 1, 0.3, torch.ScalarType.Float64))
            : torch.full(1, 1, 1, 1, 0.8, torch.ScalarType.Float64);
        var small = scene.Forward(scene.Point with { Input = number }).Tensor;
        var large = scene.Forward(scene.Point with { Input = number.expand(full).contiguous() }).Tensor;
        var (passed, message) = ConformanceCheck.Within(TensorMeasure.RelativeError(small.expand(large.shape), large), ConformanceTolerance.Exact, "Output");
        return (passed, passed ? message : message + " A plane wave arrives as one number, [1, 1, 1, 1]: expand it to the grid before a transform or a sum over rows and columns.");
    }

    private static torch.Tensor Full(torch.Tensor output, int frames) =>
        output.shape[0] == frames ? output : output.expand([frames, .. output.shape[1..]]);
}
