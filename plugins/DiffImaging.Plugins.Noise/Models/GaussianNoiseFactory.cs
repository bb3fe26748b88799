using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Makes additive Gaussian noise.</summary>
[ExportNoiseModel("gaussian", "Additive Gaussian noise of one standard deviation.")]
public sealed class GaussianNoiseFactory : NoiseModelFactory<GaussianNoiseOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "standardDeviation": 0.4 }"""),
    ];

    /// <inheritdoc />
    protected override INoiseModel Create(GaussianNoiseOptions options) => new GaussianNoise(options.StandardDeviation);
}
