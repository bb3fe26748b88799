using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Makes photon noise.</summary>
[ExportNoiseModel("poisson", "Photon noise: exact Poisson counts.")]
public sealed class PoissonNoiseFactory : NoiseModelFactory<PoissonNoiseOptions>
{
    /// <inheritdoc />
    protected override INoiseModel Create(PoissonNoiseOptions options) => new PhotonNoise(options.Photons, 0);
}
