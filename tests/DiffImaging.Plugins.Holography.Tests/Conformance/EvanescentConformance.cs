using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

/// <summary>A grid finer than half the wavelength holds evanescent waves, at whose border √ has no derivative.</summary>
public sealed class EvanescentConformance : ForwardStageConformanceFixture
{
    protected override string Options => """{ "distance": "0.5 µm" }""";

    protected override SignalDescription Input => TestLight.Scattered(new SamplingGrid(12, 10, 0.15e-6)) with { Frames = 2 };

    protected override IForwardStageFactory CreateFactory() => new AngularSpectrumFactory();
}
