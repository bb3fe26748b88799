using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("""{ "distance": "100 µm" }""", 1)]
[TestFixture("""{ "distance": { "nominal": "-60 µm", "mode": "calibrate" } }""", 2)]
[TestFixture("""{ "distance": ["40 µm", "90 µm"] }""", 1)]
[TestFixture("""{ "distance": { "nominal": ["40 µm", "90 µm"], "mode": "calibrate" }, "padding": 3, "sourceDistance": "1 mm" }""", 2)]
[TestFixture("""{ "distance": "100 µm", "sourceDistance": "400 µm" }""", 1)]
[TestFixture("""{ "distance": "200 µm", "bandLimit": true }""", 1)]
[TestFixture("""{ "distance": "100 µm", "padding": 4 }""", 1)]
[TestFixture("""{ "distance": { "nominal": "100 µm", "mode": "calibrate" }, "wavelengthError": { "nominal": 0.02, "mode": "calibrate" } }""", 1)]
[TestFixture("""{ "distance": 0 }""", 1)]
public sealed class AngularSpectrumConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Scattered() with { Frames = 2, Modes = modes, RefractiveIndex = 1.33 };

    protected override IForwardStageFactory CreateFactory() => new AngularSpectrumFactory();
}
