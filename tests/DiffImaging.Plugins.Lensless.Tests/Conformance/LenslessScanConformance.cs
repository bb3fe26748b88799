using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Lensless.Tests.Conformance;

[TestFixture("""{ "distance": "30 µm" }""", 1)]
[TestFixture("""{ "distance": ["30 µm", "40 µm"], "shift": ["0.1 µm", "-0.2 µm", "0.3 µm", "0.05 µm"], "margin": 2 }""", 1)]
[TestFixture("""{ "distance": ["30 µm", "40 µm"], "heights": [1, 0], "shift": { "nominal": ["0.4 µm", "0.3 µm"], "per": "measurement" }, "parametrization": "log-amplitude-phase" }""", 2)]
[TestFixture("""{ "distance": "30 µm", "parametrization": "phase-only", "bandLimit": false, "margin": 1 }""", 1)]
public sealed class LenslessScanConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Field(new SamplingGrid(12, 10, 0.6e-6), frames: 2, modes);

    protected override IForwardStageFactory CreateFactory() => new LenslessScanFactory();
}
