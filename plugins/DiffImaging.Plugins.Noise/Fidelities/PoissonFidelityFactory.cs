using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Makes the fidelity term of <see cref="ShiftedPoissonLikelihood"/>.</summary>
[ExportFidelity("poisson", "Poisson likelihood of photon counts.")]
public sealed class PoissonFidelityFactory : PixelFidelityFactory<PoissonFidelityOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "photons": 50 }"""),
    ];

    internal override IPixelLikelihood Create(PoissonFidelityOptions options) => new ShiftedPoissonLikelihood(options.Photons, 0);
}
