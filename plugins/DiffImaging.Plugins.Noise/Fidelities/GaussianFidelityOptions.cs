using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Settings of the Gaussian fidelity.</summary>
public sealed record GaussianFidelityOptions
{
    /// <summary>Standard deviation of the noise, in the unit of the measurement.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Standard deviation of the noise, in the unit of the measurement.")]
    public required double StandardDeviation { get; init; }
}
