using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Engine.Starts;

/// <summary>The section <c>starts</c>: how many places in the range of some parameters the joint optimisation is tried from before one is refined.</summary>
/// <remarks>For a wrong solution that the nominal values lead to. Each trial costs a first guess and the first phases of the schedule.</remarks>
public sealed record StartOptions
{
    /// <summary>Starts that are tried, the nominal one first; 1 tries nothing.</summary>
    [Description("Starts that are tried, the nominal one first; 1 tries nothing."), Range(1, 1000)]
    public int Count { get; init; } = 1;

    /// <summary>Keys of the parameters that the starts differ in.</summary>
    [Description("Keys of the parameters that the starts differ in: spread evenly over two standard deviations of the prior about the nominal value, or over the bounds where there is no prior.")]
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Name of the phase after which the starts are compared.</summary>
    [Description("Name of the phase after which the starts are compared, by their objective; the best is then taken through the whole schedule.")]
    public string Until { get; init; } = "";

    /// <summary>Most iterations of each phase in a trial.</summary>
    [Description("Most iterations of each phase in a trial."), Range(1, 1000000)]
    public int Iterations { get; init; } = 10;
}
