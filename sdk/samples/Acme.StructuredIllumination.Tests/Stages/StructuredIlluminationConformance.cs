using Acme.StructuredIllumination.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace Acme.StructuredIllumination.Tests.Stages;

[TestFixture("""{ "numericalAperture": 1.2, "frequency": ["3 1/um", "1 1/um", "-1.5 1/um", "2.5 1/um"] }""")]
[TestFixture("""
    { "numericalAperture": 1.1, "frequency": ["3 1/um", "1 1/um", "-1.5 1/um", "2.5 1/um"], "phase": [0.3, 1.1, -2, 4],
      "modulation": [0.5, 0.8], "refinement": 2, "margin": 1, "background": 0.5 }
    """)]
public sealed class StructuredIlluminationConformance(string options) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => new()
    {
        Domain = SignalDomain.None,
        Grid = new SamplingGrid(12, 10, 50e-9),     // small, unequal sides
        Wavelength = 525e-9,
        Frames = 4,                                 // two for each of two orientations
    };

    protected override IForwardStageFactory CreateFactory() => new StructuredIlluminationFactory();
}
