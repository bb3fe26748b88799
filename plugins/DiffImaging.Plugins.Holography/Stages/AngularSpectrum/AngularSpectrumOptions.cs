using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Holography.Stages.AngularSpectrum;

/// <summary>Options of the stage <c>angular-spectrum</c>.</summary>
public sealed record AngularSpectrumOptions
{
    /// <summary>Distance, in metres; negative propagates backwards. A list gives one for each frame.</summary>
    [Description("Distance; negative propagates backwards. A list gives one for each frame."), Unit("m"), Range(-10.0, 10.0)]
    public required ParameterOptions Distance { get; init; }

    /// <summary>Relative error of the wavelength: the true one is (1 + ε) times the nominal.</summary>
    [Description("Relative error of the wavelength: the true one is (1 + this) times the nominal."), Unit("1"), Range(-0.5, 0.5)]
    public ParameterOptions WavelengthError { get; init; } = new();

    /// <summary>Whether frequencies beyond the sampling of the transfer function at the nominal distance are cut.</summary>
    [Description("Cut frequencies beyond the sampling of the transfer function at the nominal distance.")]
    public bool BandLimit { get; init; }

    /// <summary>Zero samples added on each side.</summary>
    [Description("Zero samples added on each side before the FFT."), Unit("px"), Range(0, 8192)]
    public int Padding { get; init; }

    /// <summary>Distance from a point source to the sensor, in metres: the field then lives on the object's grid and
    /// propagates by the effective distance z (S − z) / S.</summary>
    [Description("Distance from a point source to the sensor; leave out for plane illumination."), Unit("m"), Range(1e-6, 100)]
    public double? SourceDistance { get; init; }
}
