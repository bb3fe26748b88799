using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Settings of a fidelity for photon noise with read noise.</summary>
public sealed record PhotonFidelityOptions
{
    /// <summary>Detected photons for one unit of the measurement, a pure number.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Detected photons for one unit of the measurement.")]
    public double Photons { get; init; } = 1;

    /// <summary>Standard deviation of the read noise, in electrons.</summary>
    [Unit("1"), Range(0.0, 1e6), Description("Standard deviation of the read noise, in electrons.")]
    public double ReadNoise { get; init; }
}
