using DiffImaging.Plugins.Holography.Stages.PlaneWave;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("{}")]
[TestFixture("""{ "amplitude": { "nominal": 1.7, "mode": "calibrate" } }""")]
[TestFixture("""{ "tiltX": "1.5 deg", "tiltY": "-20 mrad" }""")]
[TestFixture("""{ "tiltX": { "mode": "calibrate" }, "tiltY": { "mode": "calibrate" }, "curvature": { "nominal": 30, "mode": "calibrate" } }""")]
public sealed class PlaneWaveConformance(string options) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.None() with { Frames = 2, RefractiveIndex = 1.33 };

    protected override IForwardStageFactory CreateFactory() => new PlaneWaveFactory();
}
