using DiffImaging.Plugins.Holography.Stages.ReferenceWave;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("{}", 1)]
[TestFixture("""{ "amplitude": 0.5, "carrierX": "60 1/mm", "carrierY": "-80 1/mm" }""", 2)]
[TestFixture("""{ "amplitude": { "nominal": 0.5, "mode": "calibrate" }, "carrierX": "20 1/mm", "curvature": { "nominal": 40, "mode": "calibrate" } }""", 1)]
public sealed class ReferenceWaveConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Scattered() with { Frames = 2, Modes = modes };

    protected override IForwardStageFactory CreateFactory() => new ReferenceWaveFactory();
}
