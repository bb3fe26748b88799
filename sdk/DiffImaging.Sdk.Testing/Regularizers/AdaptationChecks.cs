using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Regularizers;

/// <summary>A regularizer that adapts to an object: to that object alone, and back to it from a state.</summary>
internal sealed class AdaptationChecks(RegularizerSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run()
    {
        var isAdaptive = ConformanceCheck.Run("", () =>
        {
            using var scene = new ComponentScene<IRegularizer>(subject.Plan(), subject.Seed);
            return (scene.Component is IAdaptiveRegularizer, "");
        }).Passed;
        return !isAdaptive ? [] :
        [
            ConformanceCheck.Run("What it adapts to depends on the object alone", () => WithScene(Forgets)),
            ConformanceCheck.Run("A restored state gives the same bits", () => WithScene(Restores)),
            ConformanceCheck.Run("A constant object is borne", () => WithScene(Bears)),
            ConformanceCheck.Run("A state of another regularizer is refused", () => WithScene(Refuses)),
            ConformanceCheck.Run("Adapting leaves the object unchanged and nothing in the caller's scope", () => WithScene(LeavesNothing)),
        ];
    }

    private (bool, string) Forgets(IAdaptiveRegularizer regularizer, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        regularizer.Adapt(variable * 2);
        regularizer.Adapt(variable);
        other.Adapt(variable);
        return (Same(regularizer, other, variable), "Adapted to another object first, and at once.");
    }

    private (bool, string) Restores(IAdaptiveRegularizer regularizer, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        regularizer.Adapt(variable);
        torch.Tensor[] state = [.. regularizer.State.Select(tensor => tensor.clone())];
        other.Restore(state);
        foreach (var tensor in state)
        {
            tensor.Dispose();
        }

        return (Same(regularizer, other, variable), $"State of {state.Length} tensors.");
    }

    private (bool, string) Bears(IAdaptiveRegularizer regularizer, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        var message = regularizer.Adapt(torch.ones_like(variable));
        return (TensorMeasure.IsFinite(regularizer.Evaluate(variable)), $"It says: {message}");
    }

    private static (bool, string) Refuses(IAdaptiveRegularizer regularizer, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        try
        {
            regularizer.Restore([.. regularizer.State.Select(tensor => tensor.clone()), torch.zeros(3)]);
            return (false, "A state with one tensor too many was accepted.");
        }
        catch (ArgumentException exception)
        {
            return (true, exception.Message);
        }
    }

    private static (bool, string) LeavesNothing(IAdaptiveRegularizer regularizer, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        var snapshot = new TensorSnapshot().With("the variable", variable);
        var (passed, message) = ComponentScene<IRegularizer>.NothingBehind(() =>
        {
            regularizer.Adapt(variable);
            return [];
        });
        return ConformanceCheck.None([.. snapshot.Changes(), .. passed ? Array.Empty<string>() : [message]]);
    }

    // The proximal operator has its own way to what was adapted.
    private bool Same(IAdaptiveRegularizer one, IAdaptiveRegularizer other, torch.Tensor variable)
    {
        if (!TensorMeasure.Same(one.Evaluate(variable), other.Evaluate(variable)))
        {
            return false;
        }

        if (one is not IProximableRegularizer first || other is not IProximableRegularizer second)
        {
            return true;
        }

        using var proximal = first.CreateProximal();
        using var otherProximal = second.CreateProximal();
        return TensorMeasure.Same(proximal.Apply(variable, subject.ProximalStep), otherProximal.Apply(variable, subject.ProximalStep));
    }

    private (bool, string) WithScene(Func<IAdaptiveRegularizer, IAdaptiveRegularizer, torch.Tensor, (bool, string)> check)
    {
        using var scene = new ComponentScene<IRegularizer>(subject.Plan(), subject.Seed);
        using var other = new ComponentScene<IRegularizer>(subject.Plan(), subject.Seed);
        var variable = subject.CreateVariable(subject.Target, scene.Generator);
        return check((IAdaptiveRegularizer)scene.Component, (IAdaptiveRegularizer)other.Component, variable);
    }
}
