using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>A proximal operator of a plugin, called by its use.</summary>
internal sealed class CalledProximal(IProximalOperator proximal, ComponentUse use) : IProximalOperator
{
    public IReadOnlyList<torch.Tensor> State => use.Call("in State of", () => proximal.State);

    public torch.Tensor Apply(torch.Tensor variable, double step) => use.Call("in Apply of", () => proximal.Apply(variable, step));

    public void Restore(IReadOnlyList<torch.Tensor> state) => use.Call("in Restore of", () => proximal.Restore(state));

    public void Dispose() => proximal.Dispose();
}
