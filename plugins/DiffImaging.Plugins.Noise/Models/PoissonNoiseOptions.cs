using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>Settings of photon noise.</summary>
public sealed record PoissonNoiseOptions
{
    /// <summary>Detected photons for one unit of the measurement, a pure number.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Detected photons for one unit of the measurement.")]
    public required double Photons { get; init; }
}
