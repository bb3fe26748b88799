using DiffImaging.Plugins.Holography.Stages.IlluminationProfile;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("{}")]
[TestFixture("""{ "degree": 1, "coefficients": [0.2, -0.1] }""")]
[TestFixture("""{ "degree": 4, "coefficients": { "nominal": 0.05, "mode": "calibrate" } }""")]
public sealed class IlluminationProfileConformance(string options) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => TestLight.Field() with { Frames = 2, Modes = 2 };

    protected override IForwardStageFactory CreateFactory() => new IlluminationProfileFactory();
}
