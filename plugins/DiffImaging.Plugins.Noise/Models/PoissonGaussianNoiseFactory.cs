using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Makes photon noise with read noise.</summary>
[ExportNoiseModel("poisson-gaussian", "Photon noise with Gaussian read noise.")]
public sealed class PoissonGaussianNoiseFactory : NoiseModelFactory<PoissonGaussianNoiseOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "photons": 3, "readNoise": 2 }"""),
        new("""{ "photons": 3, "readNoise": 0 }"""),
    ];

    /// <inheritdoc />
    protected override INoiseModel Create(PoissonGaussianNoiseOptions options) => new PhotonNoise(options.Photons, options.ReadNoise);
}
