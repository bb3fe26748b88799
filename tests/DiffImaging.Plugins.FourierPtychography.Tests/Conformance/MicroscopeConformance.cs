using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Conformance;

[TestFixture("")]
[TestFixture(""" "parametrization": "log-amplitude-phase", "arrayRotation": "3 deg", "arrayShift": ["0.3 mm", "-0.2 mm"], "arrayTilt": ["2 deg", "-4 deg"] """)]
[TestFixture(""" "slideThickness": "1 mm", "defocus": { "nominal": "20 µm", "mode": "calibrate" }, "zernike": 0.3, "ledShift": "50 µm" """)]
[TestFixture(""" "zernikeModes": [], "parametrization": "phase-only", "brightness": [1.3, 0.8, 1, 0.9], "padding": 2 """)]
[TestFixture(""" "pupilMap": { "nominal": 0, "mode": "calibrate" }, "zernikeModes": [5, 11, 22], "zernike": [0.3, -0.2, 0.1], "parametrization": "absorption-only", "background": 0.9 """)]
[TestFixture(""" "ledSize": "0.5 mm", "ledSamples": 2, "bandwidth": "20 nm", "bandwidthSamples": 3, "defocus": "-15 µm", "zernike": 0.2, "wavelengthError": 0.01 """)]
[TestFixture(""" "numericalAperture": { "nominal": 0.09, "mode": "calibrate", "bounds": [0.08, 0.1] }, "pupilSoftness": 0.7, "sampleX": "0.4 mm", "sampleY": "-0.3 mm" """)]
public sealed class MicroscopeConformance(string more) : ForwardStageConformanceFixture
{
    protected override string Options => more.Contains("numericalAperture", StringComparison.Ordinal)
        ? TestMicroscope.Options(more).Replace(""" "numericalAperture": 0.1,""", "", StringComparison.Ordinal)
        : TestMicroscope.Options(more);

    protected override SignalDescription Input => TestMicroscope.Recorded() with { RefractiveIndex = 1.33 };

    protected override IForwardStageFactory CreateFactory() => new FourierPtychographyFactory();
}
