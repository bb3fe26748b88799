using DiffImaging.Plugins.Lensless.Stages.CodedMask;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;
using DiffImaging.Sdk.Testing.Stages;

namespace DiffImaging.Plugins.Lensless.Tests.Conformance;

[TestFixture("""{ "psf": "psf.npy" }""")]
[TestFixture("""{ "psf": "psf.npy", "shift": { "nominal": ["1 µm", "-0.7 µm"], "per": "frame" }, "scale": 1.07, "rotation": "4 deg", "margin": 1, "background": 0.5 }""")]
[TestFixture("""{ "psf": "psf.npy", "psfPitch": "4 µm", "centre": ["1.3 µm", "-0.4 µm"], "shift": ["0.8 µm", "0.3 µm"], "rotation": "-30 deg" }""")]
public sealed class CodedMaskConformance(string options) : ForwardStageConformanceFixture
{
    protected override string Options => options;

    protected override SignalDescription Input => new()
    {
        Domain = SignalDomain.None,
        Grid = new SamplingGrid(12, 10, 3e-6),
        Wavelength = TestLight.Wavelength,
        Frames = 2,
    };

    protected override IForwardStageFactory CreateFactory() => new CodedMaskFactory();

    protected override ForwardStageSubject CreateSubject() => base.CreateSubject() with { Files = TestArrays.WithPsf(7, 8) };
}
