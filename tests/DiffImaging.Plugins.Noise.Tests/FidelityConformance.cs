using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Testing.Fidelities;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Noise.Tests;

[TestFixture("gaussian", """{ "standardDeviation": 0.2 }""")]
[TestFixture("amplitude", "{}")]
[TestFixture("amplitude", """{ "photons": 200, "readNoise": "3 e-" }""")]
[TestFixture("poisson", """{ "photons": 50 }""")]
[TestFixture("poisson-gaussian", """{ "photons": 50, "readNoise": 2.5 }""")]
[TestFixture("huber", """{ "standardDeviation": 0.05, "threshold": 1 }""")]
public sealed class FidelityConformance(string id, string options) : FidelityConformanceFixture
{
    protected override string Options => options;

    protected override IFidelityFactory CreateFactory() => Component.FidelityFactory(id);

    // Huber's expected curvature is a mean over the noise, not the second derivative where prediction and measurement agree.
    // The seed leaves no residual so near the threshold that central differences reach across it.
    protected override FidelitySubject CreateSubject() =>
        id == "huber" ? base.CreateSubject() with { CurvatureTolerance = null, Seed = 2 } : base.CreateSubject();
}
