using DiffImaging.Plugins.Holography.Stages.ThinObject;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;
using DiffImaging.Sdk.Testing.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture("complex", 1, false)]
[TestFixture("complex", 3, false)]
[TestFixture("log-amplitude-phase", 2, false)]
[TestFixture("phase-only", 1, false)]
[TestFixture("absorption-only", 1, false)]
[TestFixture("complex", 1, true)]
[TestFixture("log-amplitude-phase", 1, true)]
[TestFixture("phase-only", 1, true)]
[TestFixture("absorption-only", 1, true)]
public sealed class ThinObjectConformance(string parametrization, int modes, bool isUnitWave) : ForwardStageConformanceFixture
{
    protected override string Options => $$"""{ "parametrization": "{{parametrization}}", "background": 0.9 }""";

    protected override SignalDescription Input => TestLight.Field() with { Frames = isUnitWave ? 1 : 2, Modes = modes };

    protected override IForwardStageFactory CreateFactory() => new ThinObjectFactory();

    protected override ForwardStageSubject CreateSubject() => isUnitWave
        ? base.CreateSubject() with { CreateInput = (_, _) => torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat64) }
        : base.CreateSubject();
}
