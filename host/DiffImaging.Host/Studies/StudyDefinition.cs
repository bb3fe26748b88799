using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Engine.Experiments;

namespace DiffImaging.Host.Studies;

/// <summary>A study: an experiment over many seeds or settings, and the figures that it must reach.</summary>
internal sealed record StudyDefinition
{
    [Description("Title of the page.")]
    public required string Title { get; init; }

    [Description("What the study shows, in a few sentences.")]
    public string Summary { get; init; } = "";

    [Description("Definition file of the experiment, relative to the study.")]
    public required string Experiment { get; init; }

    [Description("Settings key:path=value of every run; {seed} and {name of a cycle} are filled in.")]
    public IReadOnlyList<string> Settings { get; init; } = [];

    [Description("Number of seeds, from 1."), Range(1, 100000)]
    public int Seeds { get; init; } = 1;

    [Description("Values that follow the seeds in turn.")]
    public IReadOnlyList<StudyCycle> Cycles { get; init; } = [];

    [Description("What is known: blind, oracle, mismatched, ideal.")]
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [Scenario.Blind];

    [Description("Variants of the experiment.")]
    public required IReadOnlyList<StudyVariant> Variants { get; init; }

    [Description("The figures, each with its must and its aim.")]
    public required IReadOnlyList<StudyFigure> Figures { get; init; }

    [Description("What every run must come to; gives it the values reached and, where it is watched, arrivalSeconds, arrivalIterations and timesFaster.")]
    public IReadOnlyList<StudyGoal> Goals { get; init; } = [];

    [Description("Whether the iterates of every run are compared with the truth, its clock stopped meanwhile, to tell when it has come to the goals.")]
    public bool Watch { get; init; }

    [Description("Variants whose fastest run, seed by seed, the others are compared with in timesFaster.")]
    public IReadOnlyList<string> Baseline { get; init; } = [];

    [Description("Unit and name of the quantities that the tables list for every variant and scenario.")]
    public IReadOnlyList<StudyColumn> Columns { get; init; } = [];

    /// <summary>What is known in the runs of a variant.</summary>
    public IReadOnlyList<Scenario> ScenariosOf(StudyVariant variant) => variant.Scenarios ?? Scenarios;
}
