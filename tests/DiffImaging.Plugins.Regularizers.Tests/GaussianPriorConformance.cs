using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture(ObjectParametrization.Complex, """{ "standardDeviation": 0.3, "correlationLength": "3 µm" }""")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, """{ "standardDeviation": 0.3, "correlationLength": "3 µm", "on": "phase" }""")]
[TestFixture(ObjectParametrization.PhaseOnly,
    """{ "standardDeviation": 0.3, "model": "tabulated", "frequencies": ["10 1/mm", "100 1/mm", "200 1/mm"], "densities": [1, 0.5, 0.01] }""")]
[TestFixture(ObjectParametrization.Complex, """{ "standardDeviation": 0.3, "correlationLength": "3 µm", "model": "fitted" }""")]
[TestFixture(ObjectParametrization.LogAmplitudePhase, """{ "standardDeviation": 0.3, "correlationLength": "3 µm", "model": "fitted", "on": "phase" }""")]
public sealed class GaussianPriorConformance(ObjectParametrization parametrization, string options) : RegularizerConformanceFixture
{
    protected override string Options => options;

    protected override ObjectVariable Target => Some.Variable(parametrization, 8, 7);

    protected override IRegularizerFactory CreateFactory() => new GaussianPriorFactory();
}
