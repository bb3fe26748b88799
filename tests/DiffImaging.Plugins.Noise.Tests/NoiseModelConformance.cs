using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Noise.Tests;

[TestFixture("poisson", """{ "photons": 3 }""")]
[TestFixture("gaussian", """{ "standardDeviation": 0.4 }""")]
[TestFixture("poisson-gaussian", """{ "photons": 3, "readNoise": 2 }""")]
[TestFixture("poisson-gaussian", """{ "photons": 3, "readNoise": 0 }""")]
public sealed class NoiseModelConformance(string id, string options) : NoiseModelConformanceFixture
{
    protected override string Options => options;

    protected override INoiseModelFactory CreateFactory() => Component.NoiseFactory(id);
}
