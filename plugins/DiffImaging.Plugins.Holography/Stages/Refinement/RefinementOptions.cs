using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Plugins.Holography.Stages.Refinement;

/// <summary>Options of the stage <c>fourier-refinement</c>.</summary>
public sealed record RefinementOptions
{
    /// <summary>New samples for each old one along an axis.</summary>
    [Description("New samples for each old one along an axis."), Range(1, 64)]
    public required int Factor { get; init; }
}
