using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Sensors.Tests;

[TestFixture("{}", 1)]
[TestFixture("{}", 3)]
[TestFixture("""{ "pixelIntegration": "sinc", "fillFactor": { "nominal": 0.7, "mode": "calibrate", "prior": 0.1 }, "gain": 1.5, "binning": 2, "saturation": 50 }""", 1)]
[TestFixture("""{ "gain": 2.5, "offset": 0.3, "strayLight": 0.15, "responseExponent": 0.8 }""", 1)]
[TestFixture("""{ "binning": 2, "rows": 4, "columns": 3 }""", 2)]
[TestFixture("""{ "pixelIntegration": "sinc", "fillFactor": 0.6, "rows": 9 }""", 1)]
[TestFixture("""{ "pixelIntegration": "sinc", "fillFactor": 0.6, "binning": 2, "columns": 4, "responseExponent": 1.2 }""", 2)]
[TestFixture("""{ "gain": { "nominal": [2, 1.5], "per": "frame" }, "offset": { "nominal": 0.2, "per": "frame" }, "strayLight": { "nominal": [0.1, 0.3], "per": "frame" } }""", 2)]
[TestFixture("""{ "gain": { "nominal": 2, "per": "frame" }, "responseExponent": 0.8, "saturation": 50 }""", 1)]
[TestFixture("""{ "saturation": 50, "gain": { "nominal": 2, "mode": "calibrate" } }""", 1)]
public sealed class IntensitySensorConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestSensor.Light(new SamplingGrid(12, 10, 2e-6)) with { Frames = 2, Modes = modes };

    protected override IForwardStageFactory CreateFactory() => new IntensitySensorFactory();
}
