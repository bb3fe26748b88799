using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture(ObjectParametrization.Complex, 0)]
[TestFixture(ObjectParametrization.Complex, 1)]
[TestFixture(ObjectParametrization.LogAmplitudePhase, 0)]
[TestFixture(ObjectParametrization.LogAmplitudePhase, 1)]
[TestFixture(ObjectParametrization.PhaseOnly, 1)]
public sealed class TikhonovConformance(ObjectParametrization parametrization, int order) : RegularizerConformanceFixture
{
    protected override string Options => $$"""{ "order": {{order}} }""";

    protected override ObjectVariable Target => Some.Variable(parametrization, 8, 7, 0.9);

    protected override IRegularizerFactory CreateFactory() => new TikhonovFactory();
}
