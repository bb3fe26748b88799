using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>Settings of the Poisson fidelity.</summary>
public sealed record PoissonFidelityOptions
{
    /// <summary>Detected photons for one unit of the measurement, a pure number.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Detected photons for one unit of the measurement.")]
    public double Photons { get; init; } = 1;
}
