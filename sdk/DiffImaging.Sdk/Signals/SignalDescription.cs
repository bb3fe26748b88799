using DiffImaging.Sdk.Stages;

namespace DiffImaging.Sdk.Signals;

/// <summary>Describes a signal between two stages without holding a tensor, so that a pipeline can be checked before
/// anything is computed.</summary>
public sealed record SignalDescription
{
    /// <summary>What the numbers are.</summary>
    public required SignalDomain Domain { get; init; }

    /// <summary>Where the samples lie.</summary>
    public required SamplingGrid Grid { get; init; }

    /// <summary>Vacuum wavelength, in metres.</summary>
    public required double Wavelength { get; init; }

    /// <summary>Refractive index of the medium that the light is in.</summary>
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Number of recorded frames.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>Number of mutually incoherent modes whose intensities add.</summary>
    public int Modes { get; init; } = 1;

    /// <summary>Roles already covered, in the order of the light.</summary>
    public IReadOnlyList<StageRole> Roles { get; init; } = [];

    /// <summary>Highest spatial frequency that the setup declares to be in the signal, in cycles per metre; null where
    /// nothing is declared and the grid's own limit holds.</summary>
    public double? Band { get; init; }

    /// <summary>Wavelength in the medium, in metres.</summary>
    public double MediumWavelength => Wavelength / RefractiveIndex;

    /// <summary>Returns this description with <paramref name="roles"/> added to the roles covered.</summary>
    public SignalDescription Covering(params StageRole[] roles) => this with { Roles = [.. Roles, .. roles] };
}
