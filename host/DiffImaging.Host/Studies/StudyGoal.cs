using System.ComponentModel;
using DiffImaging.Engine.Experiments;

namespace DiffImaging.Host.Studies;

/// <summary>What a run must come to: one bound on one figure against the truth.</summary>
internal sealed record StudyGoal
{
    [Description("A figure against the truth: an error, a signal-to-noise ratio.")]
    public required string Of { get; init; }

    [Description("Whether its absolute value counts.")]
    public bool Absolute { get; init; }

    [Description("Largest value.")]
    public double? AtMost { get; init; }

    [Description("Smallest value.")]
    public double? AtLeast { get; init; }

    [Description("How much less it may be than the run of the same seed with the variant 'against' and the scenario 'scenario'.")]
    public double? LossAtMost { get; init; }

    [Description("Variant that a loss is against; left out: the run's own.")]
    public string? Against { get; init; }

    [Description("Scenario that a loss is against.")]
    public Scenario Scenario { get; init; } = Scenario.Oracle;

    /// <summary>Whether figures hold the bound.</summary>
    /// <param name="values">Figures by name.</param>
    /// <param name="reference">The figures that a loss is against; null where there are none.</param>
    public bool Holds(IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, double>? reference)
    {
        if (!values.TryGetValue(Of, out var found))
        {
            return false;
        }

        var value = Absolute ? Math.Abs(found) : found;
        return (AtMost is not { } most || value <= most) && (AtLeast is not { } least || value >= least)
            && (LossAtMost is not { } loss || reference is not null && reference.TryGetValue(Of, out var expected) && value >= expected - loss);
    }
}
