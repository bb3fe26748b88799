using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>The hand-written Jacobian products, against each other, autograd and central differences.</summary>
internal sealed class LinearizationChecks(ForwardStageSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run()
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            using var scene = new StageScene(subject);
            if (scene.Stage is not ILinearizableStage stage)
            {
                return [];
            }

            using var linearization = stage.Linearize(scene.Point.AsSignal(subject.Input), scene.Point.Values, scene.Frames);
            var output = linearization.Output.Tensor.clone();
            var cotangent = scene.RandomCotangent(output);
            var direction = scene.Point.RandomDirection(scene.Plan, scene.Generator);
            var gradient = GradientChecks.Autograd(scene, cotangent);
            return
            [
                ConformanceCheck.Run("The linearisation's output equals Forward", () => ConformanceCheck.Within(
                    TensorMeasure.RelativeError(output, scene.Forward(scene.Point).Tensor), ConformanceTolerance.Exact, "Output")),
                .. scene.Point.Slots.Select(slot => ConformanceCheck.Run(
                    $"Jvp by {slot} agrees with central differences", () => Tangent(scene, linearization, direction.Only(slot)))),
                .. scene.Point.Slots.Select(slot => ConformanceCheck.Run(
                    $"Vjp by {slot} agrees with autograd", () => Cotangent(linearization, cotangent, gradient, slot))),
                ConformanceCheck.Run("Jvp and Vjp are adjoint", () => Adjoint(linearization, cotangent, scene.Point, direction)),
                ConformanceCheck.Run("Vjp can be called again and leaves the output alone", () => Repeats(linearization, output, cotangent, scene.Point)),
                ConformanceCheck.Run("An absent tangent is zero", () => AbsentTangent(linearization, linearization.Output.Description)),
                .. subject.Input.Domain == SignalDomain.None ? [] : new[]
                {
                    ConformanceCheck.Run("Jvp and Vjp are adjoint for an input of one number", () => BroadcastAdjoint(scene, stage)),
                },
            ];
        }
        catch (Exception exception)
        {
            return [new ConformanceResult("The stage can be linearised", false, exception.Message)];
        }
    }

    private static (bool, string) Tangent(StageScene scene, ILinearization linearization, StagePoint direction)
    {
        var (numeric, step) = CentralDifference.Of(t => scene.Forward(scene.Point.Plus(direction, t)).Tensor, ConformanceTolerance.Step);
        var output = scene.Forward(scene.Point).Tensor;
        var tangent = Jvp(linearization, direction) ?? torch.zeros_like(numeric);
        if (tangent.is_complex() != output.is_complex())
        {
            return (false, $"The tangent is {tangent.dtype}, the output {output.dtype}.");
        }

        var rounding = ConformanceTolerance.Rounding / step / ConformanceTolerance.Derivative * TensorMeasure.Norm(output);
        var error = TensorMeasure.Norm(tangent - numeric) / Math.Max(TensorMeasure.Norm(numeric), rounding);
        return ConformanceCheck.Within(error, ConformanceTolerance.Derivative, FormattableString.Invariant($"norm {TensorMeasure.Norm(numeric):G6} at the step {step:G1}"));
    }

    // One variable is asked for alone: a stage that ignores the request still passes, one that leaves out the wanted part does not.
    private static (bool, string) Cotangent(ILinearization linearization, torch.Tensor cotangent, StagePoint gradient, string slot)
    {
        var expected = gradient.Find(slot)!;
        if (Vjp(linearization, cotangent, [slot]).Find(slot) is not { } found)
        {
            return (TensorMeasure.Norm(expected) == 0, $"It was asked for and left out; its norm is {TensorMeasure.Norm(expected):G6}.");
        }

        if (found.is_complex() != expected.is_complex())
        {
            return (false, $"The cotangent is {found.dtype}, the variable {expected.dtype}.");
        }

        if (slot != StagePoint.InputSlot && !found.shape.SequenceEqual(expected.shape))
        {
            return (false, $"The cotangent is {TensorMeasure.Shape(found.shape)}, the variable {TensorMeasure.Shape(expected.shape)}.");
        }

        var error = TensorMeasure.RelativeError(Broadcasting.SumTo(found, expected.shape), expected);
        return ConformanceCheck.Within(error, ConformanceTolerance.Exact, FormattableString.Invariant($"norm {TensorMeasure.Norm(expected):G6}"));
    }

    private static (bool, string) Adjoint(ILinearization linearization, torch.Tensor cotangent, StagePoint point, StagePoint direction)
    {
        var back = Vjp(linearization, cotangent, point.Slots);
        var (worst, where) = (0.0, "");
        foreach (var slot in point.Slots)
        {
            var forth = Jvp(linearization, direction.Only(slot));
            var left = forth is null ? 0 : TensorMeasure.Inner(cotangent, forth);
            var right = back.Inner(direction.Only(slot));
            var size = forth is null ? 1 : TensorMeasure.Norm(cotangent) * TensorMeasure.Norm(forth);
            var error = Math.Abs(left - right) / Math.Max(size, double.Epsilon);
            (worst, where) = error >= worst ? (error, slot) : (worst, where);
        }

        return ConformanceCheck.Within(worst, ConformanceTolerance.Exact, $"⟨u, Jv⟩ − ⟨Jᵀu, v⟩, worst by {where}");
    }

    private static (bool, string) BroadcastAdjoint(StageScene scene, ILinearizableStage stage)
    {
        var point = scene.Point with { Input = scene.Point.Input!.mean([0, 1, 2, 3], keepdim: true) };
        using var linearization = stage.Linearize(point.AsSignal(scene.Subject.Input), point.Values, scene.Frames);
        return Adjoint(linearization, scene.RandomCotangent(linearization.Output.Tensor), point, point.RandomDirection(scene.Plan, scene.Generator));
    }

    private static (bool, string) Repeats(ILinearization linearization, torch.Tensor output, torch.Tensor cotangent, StagePoint point)
    {
        var first = Vjp(linearization, cotangent, point.Slots);
        var second = Vjp(linearization, cotangent, point.Slots);
        var changed = first.Slots.Where(slot => !TensorMeasure.Same(first.Find(slot)!, second.Find(slot)!)).ToList();
        return changed.Count > 0 ? (false, $"The second call gave another cotangent of {string.Join(", ", changed)}.")
            : !TensorMeasure.Same(output, linearization.Output.Tensor) ? (false, "A product changed the linearisation's output.")
            : (true, "Bit for bit.");
    }

    private static (bool, string) AbsentTangent(ILinearization linearization, SignalDescription description)
    {
        var tangent = linearization.Jvp(new Signal(null, description), VariableValues.Empty).Values;
        return tangent is null || TensorMeasure.Norm(tangent) == 0
            ? (true, "Zero.")
            : (false, $"J 0 has the norm {TensorMeasure.Norm(tangent):G6}.");
    }

    private static torch.Tensor? Jvp(ILinearization linearization, StagePoint direction) =>
        linearization.Jvp(direction.AsSignal(linearization.Output.Description), direction.Values).Values;

    // The stage may write into the cotangent: it gets a copy.
    private static StagePoint Vjp(ILinearization linearization, torch.Tensor cotangent, IReadOnlyList<string> slots)
    {
        var variables = slots.Where(slot => slot != StagePoint.InputSlot).ToHashSet(StringComparer.Ordinal);
        var request = new CotangentRequest(slots.Contains(StagePoint.InputSlot), variables);
        var (input, values) = linearization.Vjp(new Signal(cotangent.clone(), linearization.Output.Description), request);
        return new StagePoint(input.Values, values);
    }
}
