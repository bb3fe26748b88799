using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>Gaussian noise of variance 4.</summary>
internal sealed class FlawedNoise(string flaw) : INoiseModel, INoiseModelFactory
{
    public Type OptionsType => typeof(NoOptions);

    public ComponentPlan<INoiseModel> Plan(ComponentDefinition definition) => ComponentPlan<INoiseModel>.Bind<NoOptions>(definition, (_, _) => this);

    public torch.Tensor Sample(torch.Tensor expected, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var normal = flaw == "seed" ? torch.randn_like(expected) : torch.randn(expected.shape, expected.dtype, generator: generator);
        return (expected + 2 * normal + (flaw == "mean" ? 0.3 : 0)).MoveToOuterDisposeScope();
    }

    public torch.Tensor Variance(torch.Tensor expected) => torch.full_like(expected, flaw == "variance" ? 4.5 : 4);

    public void Dispose()
    {
    }
}
