using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Makes the fidelity term of <see cref="HuberLikelihood"/>.</summary>
[ExportFidelity("huber", "Least squares that grow linearly for outliers.")]
public sealed class HuberFidelityFactory : PixelFidelityFactory<HuberFidelityOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "standardDeviation": 0.05, "threshold": 1 }""") { Traits = new ComponentTraits { CurvatureTolerance = null } },
    ];

    internal override IPixelLikelihood Create(HuberFidelityOptions options) => new HuberLikelihood(options.StandardDeviation, options.Threshold);
}
