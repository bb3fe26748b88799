using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Lensless.Tests;

/// <summary>Descriptions of light for tests.</summary>
internal static class TestLight
{
    public const double Wavelength = 532e-9;

    public static SignalDescription Field(SamplingGrid grid, int frames, int modes = 1) => new()
    {
        Domain = SignalDomain.Field,
        Grid = grid,
        Wavelength = Wavelength,
        Frames = frames,
        Modes = modes,
        Roles = [StageRole.Illumination],
    };
}
