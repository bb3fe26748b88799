namespace DiffImaging.Sdk.Objects;

/// <summary>How numbers stand for a complex transmittance o.</summary>
public enum ObjectParametrization
{
    /// <summary>o itself: complex, <c>[rows, columns]</c>.</summary>
    Complex,

    /// <summary>o = exp(a + iφ): real, <c>[2, rows, columns]</c>, first a = log |o|, then φ in rad.</summary>
    LogAmplitudePhase,

    /// <summary>o = exp(iφ): real, <c>[rows, columns]</c>, φ in rad.</summary>
    PhaseOnly,

    /// <summary>o = exp(−a): real, <c>[rows, columns]</c>, a the amplitude's absorption, a pure number.</summary>
    AbsorptionOnly,

    /// <summary>o itself where it is real: <c>[rows, columns]</c>; the brightness of a self-luminous object, or a transmittance known to have no phase.</summary>
    Real,
}
