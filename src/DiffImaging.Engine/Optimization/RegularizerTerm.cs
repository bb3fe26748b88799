using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>A regularizer at work: everything that is asked of it is asked here.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of its object variable.</param>
/// <param name="Weight">β over the iterations.</param>
/// <param name="Regularizer">The regularizer.</param>
/// <param name="Use">By which it is called; null where it is the engine's own, or nobody's.</param>
public sealed record RegularizerTerm(string Name, string Target, WeightOptions Weight, IRegularizer Regularizer, ComponentUse? Use = null)
{
    /// <summary>Whether it has a proximal operator (<see cref="IProximableRegularizer"/>).</summary>
    public bool IsProximable => Regularizer is IProximableRegularizer;

    /// <summary>Whether it adapts to the object (<see cref="IAdaptiveRegularizer"/>).</summary>
    public bool IsAdaptive => Regularizer is IAdaptiveRegularizer;

    /// <inheritdoc cref="IRegularizer.Evaluate" />
    public torch.Tensor Evaluate(torch.Tensor variable) => Use.Ask("in Evaluate of", () => Regularizer.Evaluate(variable));

    /// <summary>Computes ∇R.</summary>
    /// <param name="variable">The object variable; it is not changed.</param>
    /// <returns>The gradient, in the caller's dispose scope.</returns>
    public torch.Tensor Gradient(torch.Tensor variable) => Use.Ask("in the gradient of", () =>
    {
        using var scope = torch.NewDisposeScope();
        using var grad = torch.enable_grad();
        var leaf = variable.detach().alias().requires_grad_(true);
        return torch.autograd.grad([Regularizer.Evaluate(leaf)], [leaf])[0].detach().MoveToOuterDisposeScope();
    });

    /// <summary>Makes a proximal operator; the caller owns it.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public IProximalOperator CreateProximal()
    {
        var proximable = Regularizer as IProximableRegularizer ?? throw new InvalidOperationException($"'{Name}' has no proximal operator.");
        var proximal = Use.Ask("in CreateProximal of", proximable.CreateProximal);
        return Use is null ? proximal : new CalledProximal(proximal, Use);
    }

    /// <inheritdoc cref="IAdaptiveRegularizer.Adapt" />
    public string Adapt(torch.Tensor variable) => Use.Ask("in Adapt of", () => Adaptive.Adapt(variable));

    /// <inheritdoc cref="IAdaptiveRegularizer.State" />
    public IReadOnlyList<torch.Tensor> AdaptedState => Use.Ask("in State of", () => Adaptive.State);

    /// <inheritdoc cref="IAdaptiveRegularizer.Restore" />
    public void RestoreAdapted(IReadOnlyList<torch.Tensor> state) => Use.Ask("in Restore of", () =>
    {
        Adaptive.Restore(state);
        return true;
    });

    private IAdaptiveRegularizer Adaptive => Regularizer as IAdaptiveRegularizer ?? throw new InvalidOperationException($"'{Name}' does not adapt.");
}
