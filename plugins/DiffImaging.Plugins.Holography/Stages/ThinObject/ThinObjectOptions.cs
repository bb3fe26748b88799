using System.ComponentModel.DataAnnotations;
using System.ComponentModel;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.ThinObject;

/// <summary>Options of the stage <c>thin-object</c>.</summary>
public sealed record ThinObjectOptions
{
    /// <summary>How numbers stand for the transmittance.</summary>
    [Description("complex, log-amplitude-phase, phase-only, absorption-only or real.")]
    public ObjectParametrization Parametrization { get; init; } = ObjectParametrization.Complex;

    /// <summary>Transmittance of empty space, and of the first guess.</summary>
    [Description("Transmittance of empty space, and of the first guess."), Unit("1"), Range(0, 1)]
    public double Background { get; init; } = 1;
}
