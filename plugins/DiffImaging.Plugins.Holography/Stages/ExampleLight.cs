using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>The light in examples: green, a small grid of unequal sides, two frames.</summary>
internal static class ExampleLight
{
    public static SignalDescription None { get; } = new() { Domain = SignalDomain.None, Grid = new SamplingGrid(12, 10, 2e-6), Wavelength = 532e-9, Frames = 2 };

    public static SignalDescription Field { get; } = None with { Domain = SignalDomain.Field, Roles = [StageRole.Illumination] };

    /// <summary>Light behind the object.</summary>
    public static SignalDescription Scattered { get; } = Field.Covering(StageRole.Object);
}
