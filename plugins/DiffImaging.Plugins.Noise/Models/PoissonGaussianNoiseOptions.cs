using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Settings of photon noise with read noise.</summary>
public sealed record PoissonGaussianNoiseOptions
{
    /// <summary>Detected photons for one unit of the measurement, a pure number.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Detected photons for one unit of the measurement.")]
    public required double Photons { get; init; }

    /// <summary>Standard deviation of the read noise, in electrons.</summary>
    [Unit("1"), Range(0.0, 1e6), Description("Standard deviation of the read noise, in electrons.")]
    public required double ReadNoise { get; init; }
}
