using System.ComponentModel;

namespace DiffImaging.Host.Studies;

/// <summary>A quantity that the tables of a study list.</summary>
internal sealed record StudyColumn
{
    [Description("A metric of the result, or estimate.stage.name, iterations, elapsedSeconds, reached, arrivalSeconds, arrivalIterations, timesFaster.")]
    public required string Of { get; init; }

    [Description("Its unit.")]
    public string Unit { get; init; } = "1";

    [Description("Whether its absolute value counts.")]
    public bool Absolute { get; init; }
}
