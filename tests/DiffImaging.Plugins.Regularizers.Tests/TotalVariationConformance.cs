using DiffImaging.Plugins.Regularizers.Variation;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Regularizers.Tests;

// The operator minimises the sharp variation, so that the sum it is judged by must hardly be smoothed.
[TestFixture(ObjectParametrization.Complex, "complex")]
[TestFixture(ObjectParametrization.Complex, "amplitude")]
[TestFixture(ObjectParametrization.Complex, "phase")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, "complex")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, "amplitude")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, "phase")]
[TestFixture(ObjectParametrization.PhaseOnly, "phase")]
[TestFixture(ObjectParametrization.AbsorptionOnly, "amplitude")]
[TestFixture(ObjectParametrization.Real, "complex")]
public sealed class TotalVariationConformance(ObjectParametrization parametrization, string on) : RegularizerConformanceFixture
{
    protected override string Options => $$"""{ "on": "{{on}}", "smoothing": 1e-5, "innerIterations": 50 }""";

    protected override ObjectVariable Target => Some.Variable(parametrization, 8, 7);

    protected override IRegularizerFactory CreateFactory() => new TotalVariationFactory();
}
