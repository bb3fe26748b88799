using DiffImaging.Plugins.Regularizers.Sparsity;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture(ObjectParametrization.Complex, "{}")]
[TestFixture(ObjectParametrization.Complex, """{ "domain": "wavelet", "levels": 2 }""")]
[TestFixture(ObjectParametrization.Complex, """{ "domain": "wavelet", "wavelet": "daubechies4", "levels": 1 }""")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, """{ "on": "phase" }""")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, """{ "domain": "wavelet", "levels": 1 }""")]
[TestFixture(ObjectParametrization.PhaseOnly, """{ "reference": 0.2 }""")]
[TestFixture(ObjectParametrization.AbsorptionOnly, "{}")]
[TestFixture(ObjectParametrization.Real, "{}")]
public sealed class SparsityConformance(ObjectParametrization parametrization, string options) : RegularizerConformanceFixture
{
    protected override string Options => options;

    protected override ObjectVariable Target => Some.Variable(parametrization, 8, 12, 0.9);

    protected override IRegularizerFactory CreateFactory() => new SparsityFactory();
}
