using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.Imaging.Regularizers;

/// <summary>Options of the regularizer <c>bending-energy</c>.</summary>
public sealed record BendingEnergyOptions
{
    /// <summary>Weight of the mixed second difference against the two along rows and columns.</summary>
    [Description("Weight of the mixed second difference; 1 for the energy of a bent plate, which is the same whichever way the plate is turned."), Unit("1"), Range(0.0, 10.0)]
    public double Mixed { get; init; } = 1;
}
