using DiffImaging.Sdk.Signals;

namespace DiffImaging.Optics.Waves;

/// <summary>Monochromatic light in a medium.</summary>
/// <param name="Wavelength">Vacuum wavelength, in metres.</param>
/// <param name="RefractiveIndex">Refractive index n of the medium.</param>
public readonly record struct Light(double Wavelength, double RefractiveIndex = 1)
{
    /// <summary>Wavelength in the medium λ/n, in metres.</summary>
    public double MediumWavelength => Wavelength / RefractiveIndex;

    /// <summary>Highest spatial frequency that propagates, n/λ, in cycles per metre.</summary>
    public double CutOff => RefractiveIndex / Wavelength;

    /// <summary>Wavenumber in the medium 2πn/λ, in rad/m.</summary>
    public double Wavenumber => 2 * Math.PI * CutOff;

    /// <summary>The light that a signal consists of.</summary>
    public static Light Of(SignalDescription signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new Light(signal.Wavelength, signal.RefractiveIndex);
    }
}
