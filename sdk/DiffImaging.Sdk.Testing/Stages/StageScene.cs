using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>A created stage at a random point. Tensors live in the dispose scope in which it was made.</summary>
internal sealed class StageScene : IDisposable
{
    public StageScene(ForwardStageSubject subject, Precision precision = Precision.Double)
    {
        Subject = subject;
        Plan = subject.Plan();
        if (Plan.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error)
        {
            throw new InvalidOperationException($"The options given to the check have an error: {error}");
        }

        var context = new StageContext(torch.CPU, precision, subject.Seed);
        Stage = Plan.Create(context);
        Generator = RandomTensor.Generator(subject.Seed);
        var objects = Plan.Objects.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        Point = new StagePoint(subject.CreateInput(subject.Input, Generator), subject.CreateValues(Plan, Generator)).Map((slot, tensor) =>
            slot == StagePoint.InputSlot || objects.Contains(slot)
                ? tensor.to(tensor.is_complex() ? context.ComplexType : context.RealType)
                : tensor);
    }

    public ForwardStageSubject Subject { get; }

    public StagePlan Plan { get; }

    public IForwardStage Stage { get; }

    public StagePoint Point { get; }

    public torch.Generator Generator { get; }

    public FrameRange Frames => FrameRange.All(Subject.Input.Frames);

    public Signal Forward(StagePoint point, FrameRange? frames = null) =>
        Stage.Forward(point.AsSignal(Subject.Input), point.Values, frames ?? Frames);

    /// <summary>Draws a cotangent of the output.</summary>
    public torch.Tensor RandomCotangent(torch.Tensor output) => RandomTensor.Normal(output.shape, output.is_complex(), Generator);

    public void Dispose()
    {
        Stage.Dispose();
        Generator.Dispose();
    }
}
