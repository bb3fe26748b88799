using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>The adapter as a stage's author uses it.</summary>
[TestFixture]
public sealed class GoodStageFixture : ForwardStageConformanceFixture
{
    protected override string Options => """{ "gain": { "nominal": "90 %", "mode": "calibrate", "bounds": [0.5, 2] } }""";

    protected override SignalDescription Input => ForwardStageConformanceTests.Input;

    protected override IForwardStageFactory CreateFactory() => new FlawedStageFactory(Flaw.None);
}
