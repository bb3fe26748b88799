using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Tests;

/// <summary>Descriptions of light for the tests: 532 nm in air, a small grid of unequal sides.</summary>
internal static class TestLight
{
    public const double Wavelength = 532e-9;

    public static readonly SamplingGrid Small = new(12, 10, 2e-6);

    public static SignalDescription None(SamplingGrid? grid = null) =>
        new() { Domain = SignalDomain.None, Grid = grid ?? Small, Wavelength = Wavelength };

    public static SignalDescription Field(SamplingGrid? grid = null) =>
        None(grid) with { Domain = SignalDomain.Field, Roles = [StageRole.Illumination] };

    /// <summary>Light behind the object.</summary>
    public static SignalDescription Scattered(SamplingGrid? grid = null) =>
        Field(grid) with { Roles = [StageRole.Illumination, StageRole.Object] };
}
