using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Sdk.Testing;

/// <summary>What a component is given where its example does not say.</summary>
internal static class UsualInputs
{
    /// <summary>The light before a role: a small grid of unequal sides, two frames.</summary>
    public static SignalDescription Before(StageRole role) => new()
    {
        Domain = role switch
        {
            StageRole.Illumination => SignalDomain.None,
            StageRole.Noise => SignalDomain.Intensity,
            _ => SignalDomain.Field,
        },
        Grid = new SamplingGrid(12, 10, 2e-6),
        Wavelength = 532e-9,
        Frames = 2,
        Roles = [.. Enum.GetValues<StageRole>().Where(earlier => earlier < role)],
    };

    /// <summary>A prediction that a fidelity term compares.</summary>
    public static SignalDescription Prediction { get; } = Before(StageRole.Noise) with { Grid = new SamplingGrid(6, 5, 1e-6), Wavelength = 500e-9, Roles = [] };

    /// <summary>An object that a regularizer or a constraint acts on.</summary>
    public static ObjectVariable Target { get; } = new("object", new SamplingGrid(8, 7, 2e-6), ObjectParametrization.Complex);

    /// <summary>A measurement that a modality plans for.</summary>
    public static MeasurementDescription Measurement { get; } = new(1, 64, 48);
}
