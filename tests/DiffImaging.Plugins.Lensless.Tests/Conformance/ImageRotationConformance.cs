using DiffImaging.Plugins.Lensless.Stages.ImageRotation;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Lensless.Tests.Conformance;

[TestFixture("{}", 1)]
[TestFixture("""{ "rotation": { "nominal": ["2 deg", "-5 deg"] } }""", 1)]
[TestFixture("""{ "rotation": { "nominal": "3 deg", "per": "measurement" } }""", 2)]
public sealed class ImageRotationConformance(string options, int modes) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Field(new SamplingGrid(12, 10, 0.6e-6), frames: 2, modes);

    protected override IForwardStageFactory CreateFactory() => new ImageRotationFactory();
}
