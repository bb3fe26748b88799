using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Makes the fidelity term of <see cref="GaussianLikelihood"/>.</summary>
[ExportFidelity("gaussian", "Least squares: Gaussian noise of one standard deviation.")]
public sealed class GaussianFidelityFactory : PixelFidelityFactory<GaussianFidelityOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "standardDeviation": 0.2 }"""),
    ];

    internal override IPixelLikelihood Create(GaussianFidelityOptions options) => new GaussianLikelihood(options.StandardDeviation);
}
