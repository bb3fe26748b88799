using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Makes the fidelity term of <see cref="AmplitudeLikelihood"/>.</summary>
[ExportFidelity("amplitude", "Least squares of the variance-stabilised amplitude: photon noise, with read noise.")]
public sealed class AmplitudeFidelityFactory : PixelFidelityFactory<PhotonFidelityOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "photons": 200, "readNoise": "3 e-" }"""),
        new("""{}"""),
    ];

    internal override IPixelLikelihood Create(PhotonFidelityOptions options) => new AmplitudeLikelihood(options.Photons, options.ReadNoise);
}
