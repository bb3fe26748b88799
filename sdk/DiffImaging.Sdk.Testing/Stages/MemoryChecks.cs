using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>Who owns which tensor: nothing leaked, changed, disposed, or left behind in the caller's scope.</summary>
internal sealed class MemoryChecks(ForwardStageSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run() =>
    [
        ConformanceCheck.Run("No tensor is left after the stage is disposed", NothingLeft),
        ConformanceCheck.Run("Forward leaves nothing but its result in the caller's scope", NothingBehind),
        ConformanceCheck.Run("Forward changes and disposes no input and no value", ForwardChangesNothing),
        ConformanceCheck.Run("The linearisation changes and disposes no input, value or tangent", LinearizationChangesNothing),
    ];

    private (bool, string) NothingLeft()
    {
        Exercise();
        var ledger = new TensorLedger();
        Exercise();
        return (ledger.LeftSince == 0, $"{ledger.LeftSince} of {ledger.MadeSince} tensors are left.");
    }

    private void Exercise()
    {
        using var scope = torch.NewDisposeScope();
        using var scene = new StageScene(subject);
        var cotangent = scene.RandomCotangent(scene.Forward(scene.Point).Tensor);
        GradientChecks.Autograd(scene, cotangent);
        Linearize(scene, scene.Point.RandomDirection(scene.Plan, scene.Generator));
    }

    private (bool, string) NothingBehind()
    {
        using var scene = new StageScene(subject);
        using var scope = torch.NewDisposeScope();
        var output = scene.Forward(scene.Point).Tensor;
        return scene.Point.Slots.Any(slot => ReferenceEquals(scene.Point.Find(slot), output))
            ? (false, "The output is the same object as an input: return an alias, which can be disposed by itself.")
            : !scope.Contains(output) ? (false, "The output is not in the caller's dispose scope.")
            : scope.DisposablesCount == 1 ? (true, "One tensor.")
            : (false, $"{scope.DisposablesCount - 1} tensors besides the result: make a scope and move the result out.");
    }

    private (bool, string) ForwardChangesNothing()
    {
        using var scene = new StageScene(subject);
        var snapshot = new TensorSnapshot().With(scene.Point);
        scene.Forward(scene.Point);
        return ConformanceCheck.None(snapshot.Changes());
    }

    private (bool, string) LinearizationChangesNothing()
    {
        using var scene = new StageScene(subject);
        var direction = scene.Point.RandomDirection(scene.Plan, scene.Generator);
        var snapshot = new TensorSnapshot().With(scene.Point).With(direction, "the tangent of ");
        Linearize(scene, direction);
        return ConformanceCheck.None(snapshot.Changes());
    }

    private static void Linearize(StageScene scene, StagePoint direction)
    {
        if (scene.Stage is not ILinearizableStage stage)
        {
            return;
        }

        using var linearization = stage.Linearize(scene.Point.AsSignal(scene.Subject.Input), scene.Point.Values, scene.Frames);
        var output = linearization.Output;
        linearization.Jvp(direction.AsSignal(scene.Subject.Input), direction.Values);
        linearization.Vjp(
            new Signal(scene.RandomCotangent(output.Tensor), output.Description),
            new CotangentRequest(scene.Point.Input is not null, scene.Point.Values.Names.ToHashSet(StringComparer.Ordinal)));
    }
}
