using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Makes the fidelity term of <see cref="ShiftedPoissonLikelihood"/>.</summary>
[ExportFidelity("poisson-gaussian", "Shifted Poisson likelihood: photon noise with read noise.")]
public sealed class PoissonGaussianFidelityFactory : PixelFidelityFactory<PhotonFidelityOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "photons": 50, "readNoise": 2.5 }"""),
    ];

    internal override IPixelLikelihood Create(PhotonFidelityOptions options) => new ShiftedPoissonLikelihood(options.Photons, options.ReadNoise);
}
