using DiffImaging.Plugins.Holography.Stages.PointSource;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("""{ "radius": "3 mm" }""")]
[TestFixture("""{ "radius": "-150 µm", "amplitude": 2 }""")]
public sealed class SphericalWaveConformance(string options) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.None() with { Frames = 2 };

    protected override IForwardStageFactory CreateFactory() => new SphericalWaveFactory();
}
