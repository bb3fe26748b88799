using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Sensors.Tests;

/// <summary>The sensor behind a stage that gives an intensity.</summary>
[TestFixture("{}", 1)]
[TestFixture("""{ "gain": { "nominal": [2, 1.5], "per": "frame" }, "responseExponent": 0.8, "saturation": 50 }""", 3)]
[TestFixture("""{ "pixelIntegration": "sinc", "fillFactor": 0.6, "binning": 2, "columns": 4 }""", 2)]
public sealed class IncoherentSensorConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input =>
        TestSensor.Light(new SamplingGrid(12, 10, 2e-6)) with { Domain = SignalDomain.Intensity, Frames = 2, Modes = modes };

    protected override IForwardStageFactory CreateFactory() => new IntensitySensorFactory();
}
