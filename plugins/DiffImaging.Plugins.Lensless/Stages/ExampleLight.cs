using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Lensless.Stages;

/// <summary>The light in examples: green, a small grid of unequal sides, two frames.</summary>
internal static class ExampleLight
{
    public static SignalDescription Field { get; } = new()
    {
        Domain = SignalDomain.Field,
        Grid = new SamplingGrid(12, 10, 0.6e-6),
        Wavelength = 532e-9,
        Frames = 2,
        Roles = [StageRole.Illumination],
    };

    /// <summary>Where an object shines by itself.</summary>
    public static SignalDescription Incoherent { get; } = Field with { Domain = SignalDomain.None, Grid = new SamplingGrid(12, 10, 3e-6), Roles = [] };
}
