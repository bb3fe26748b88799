using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.StructuredIllumination.Initialization;

/// <summary>Options of the search for the stripes.</summary>
public sealed record StripeSearchOptions
{
    /// <summary>Whether to search.</summary>
    [Description("Whether to look for the stripes in the frames' spectra; otherwise the optimisation starts from the nominal ones.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Largest change of a nominal frequency along each axis, in 1/m.</summary>
    [Description("Largest change of a nominal frequency along each axis; left out: an eighth of its length."), Unit("1/m"), Range(1.0, 1e8)]
    public double? Reach { get; init; }
}
