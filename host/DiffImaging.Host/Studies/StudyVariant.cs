using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Engine.Experiments;

namespace DiffImaging.Host.Studies;

/// <summary>A variant of the experiment of a study.</summary>
internal sealed record StudyVariant
{
    [Description("Name of the variant.")]
    public required string Name { get; init; }

    [Description("Definition files that override the experiment's in order, relative to the study's.")]
    public IReadOnlyList<string> Files { get; init; } = [];

    [Description("Settings key:path=value of the variant's runs.")]
    public IReadOnlyList<string> Settings { get; init; } = [];

    [Description("Where the variant lies, x and y in any unit: for figures about a plane.")]
    public IReadOnlyList<double>? Position { get; init; }

    [Description("What is known in the variant's runs; left out: the scenarios of the study.")]
    public IReadOnlyList<Scenario>? Scenarios { get; init; }

    [Description("Number of seeds; left out: that of the study."), Range(1, 100000)]
    public int? Seeds { get; init; }
}
