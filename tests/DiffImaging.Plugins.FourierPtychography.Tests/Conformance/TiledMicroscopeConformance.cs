using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Conformance;

/// <summary>Three by two tiles of a field of unequal sides.</summary>
[TestFixture(""" "tileSize": 8, "padding": 2 """)]
[TestFixture(""" "tileSize": 8, "padding": 3, "parametrization": "log-amplitude-phase", "arrayRotation": "3 deg", "arrayTilt": ["2 deg", "-4 deg"], "zernike": 0.2 """)]
[TestFixture(""" "tileSize": 8, "padding": 2, "slideThickness": "1 mm", "parametrization": "phase-only", "ledShift": "50 µm", "brightness": [1.3, 0.8, 1, 0.9] """)]
[TestFixture(""" "tileSize": 8, "padding": 2, "pupilMap": { "nominal": 0, "mode": "calibrate" }, "zernikeModes": [], "wavelengthError": 0.01, "ledSize": "0.5 mm", "ledSamples": 2 """)]
public sealed class TiledMicroscopeConformance(string more) : ForwardStageConformanceFixture
{
    protected override string Options => TestMicroscope.Options(more);

    protected override SignalDescription Input => TestMicroscope.Recorded(grid: new SamplingGrid(24, 16, 2e-6)) with { RefractiveIndex = 1.33 };

    protected override IForwardStageFactory CreateFactory() => new FourierPtychographyFactory();
}
