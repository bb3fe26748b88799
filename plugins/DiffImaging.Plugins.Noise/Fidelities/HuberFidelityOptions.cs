using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Settings of the Huber fidelity.</summary>
public sealed record HuberFidelityOptions
{
    /// <summary>Standard deviation of the noise of good pixels, in the unit of the measurement.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Standard deviation of the noise of good pixels, in the unit of the measurement.")]
    public required double StandardDeviation { get; init; }

    /// <summary>Residual beyond which the loss grows linearly, in standard deviations; 1.345 keeps 95 % efficiency under
    /// Gaussian noise.</summary>
    [Unit("1"), Range(0.01, 100.0), Description("Residual beyond which the loss grows linearly, in standard deviations.")]
    public double Threshold { get; init; } = 1.345;
}
