using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Makes photon noise.</summary>
[ExportNoiseModel("poisson", "Photon noise: exact Poisson counts.")]
public sealed class PoissonNoiseFactory : NoiseModelFactory<PoissonNoiseOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "photons": 3 }"""),
    ];

    /// <inheritdoc />
    protected override INoiseModel Create(PoissonNoiseOptions options) => new PhotonNoise(options.Photons, 0);
}
