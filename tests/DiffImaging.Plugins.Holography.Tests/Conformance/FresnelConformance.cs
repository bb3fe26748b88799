using DiffImaging.Plugins.Holography.Stages.Fresnel;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("""{ "distance": "100 µm" }""", 1)]
[TestFixture("""{ "distance": { "nominal": "-60 µm", "mode": "calibrate" } }""", 2)]
public sealed class FresnelConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Scattered() with { Frames = 2, Modes = modes };

    protected override IForwardStageFactory CreateFactory() => new FresnelFactory();
}
